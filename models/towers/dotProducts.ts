/** @file Inner products of one vector with the rows of a table, in double precision. */

/** Rows of one pass: each sum runs from left to right, and none waits for another's additions. */
const TILE = 4;

/** Inner product of `vector`, `[D]`, with every row of `rows`, `[R, D]`; `[R]`. */
export function dotProducts(rows: Float32Array, vector: Float32Array): Float32Array {
  const products = new Float32Array(rows.length / vector.length);
  writeDotProducts(products, rows, vector);
  return products;
}

/** As {@link dotProducts}, into `out`, `[R]`. */
export function writeDotProducts(
  out: Float32Array | Float64Array,
  rows: Float32Array,
  vector: Float32Array,
): void {
  const width = vector.length;
  const tiled = out.length - (out.length % TILE);
  for (let row = 0, at = 0; row < tiled; row += TILE, at += TILE * width) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < width; i++) {
      const value = vector[i];
      a += value * rows[at + i];
      b += value * rows[at + width + i];
      c += value * rows[at + 2 * width + i];
      d += value * rows[at + 3 * width + i];
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
  for (let row = tiled; row < out.length; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += vector[i] * rows[row * width + i];
    out[row] = sum;
  }
}
