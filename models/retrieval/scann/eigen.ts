/** @file Eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, 8.5). */

const MAX_SWEEPS = 30;
/** Off-diagonal weight, relative to the whole, below which the matrix counts as diagonal. */
const TOLERANCE = 1e-12;

export interface Eigen {
  /** `[D]` descending. */
  readonly values: Float64Array;
  /** `[D, D]` row `i` is the unit eigenvector of value `i`. */
  readonly vectors: Float64Array;
}

/** @param matrix `[D, D]` symmetric; left unchanged */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const rows = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rows[i * size + i] = 1;
  const whole = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    if (offDiagonal(a, size) <= TOLERANCE * TOLERANCE * whole) break;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, rows, size, p, q);
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j] - a[i * size + i],
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    vectors.set(rows.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]), vectors };
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sum += 2 * a[i * size + j] ** 2;
  }
  return sum;
}

/** Makes `a[p, q]` zero and turns the rows of eigenvectors along. */
function rotate(a: Float64Array, rows: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let i = 0; i < size; i++) {
    const ip = a[i * size + p];
    const iq = a[i * size + q];
    a[i * size + p] = cosine * ip - sine * iq;
    a[i * size + q] = sine * ip + cosine * iq;
  }
  turnRows(a, size, p, q, cosine, sine);
  turnRows(rows, size, p, q, cosine, sine);
}

function turnRows(
  a: Float64Array,
  size: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < size; i++) {
    const pi = a[p * size + i];
    const qi = a[q * size + i];
    a[p * size + i] = cosine * pi - sine * qi;
    a[q * size + i] = sine * pi + cosine * qi;
  }
}
