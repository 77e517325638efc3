/** @file The exact score of one row. */

/** Inner product of a query with the row that starts at `start`, in double precision. */
export function innerProduct(query: Float32Array, rows: Float32Array, start: number): number {
  const whole = query.length - (query.length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0, at = start; i < whole; i += 4, at += 4) {
    a += query[i] * rows[at];
    b += query[i + 1] * rows[at + 1];
    c += query[i + 2] * rows[at + 2];
    d += query[i + 3] * rows[at + 3];
  }
  for (let i = whole; i < query.length; i++) a += query[i] * rows[start + i];
  return a + b + (c + d);
}
