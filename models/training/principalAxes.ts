/**
 * @file The principal axes of a table of factors: the basis in which its Gram matrix is diagonal.
 *
 * ALS solves there, because the part of every system that all rows share is then a diagonal, cheap to
 * apply and a good preconditioner. Scores do not change when both sides are rotated alike.
 */

/** Stop when the off-diagonal part has this share of the squared norm: double precision. */
const DIAGONAL_ENOUGH = 1e-26;
/** Convergence is quadratic; far fewer are needed. */
const MAX_SWEEPS = 40;
/** Rows of one pass over an axis. */
const TILE = 4;

/** `A = Σ_k values[k] q_k q_kᵀ`. */
export interface PrincipalAxes {
  /** `[D]` */
  readonly values: Float64Array;
  /** `[D, D]` orthonormal; axis `q_k` is row `k`. */
  readonly axes: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan,
 * algorithm 8.4.3).
 *
 * @param symmetric `[D, D]`, both triangles
 */
export function principalAxes(symmetric: Float64Array, dimensions: number): PrincipalAxes {
  const n = dimensions;
  const a = symmetric.slice();
  const axes = new Float64Array(n * n);
  for (let i = 0; i < n; i++) axes[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) annihilate(a, axes, n, p, q);
    }
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), axes };
}

/**
 * Coordinates of each row on the axes.
 *
 * @param rows `[rows, D]`
 * @param axes `[D, D]`, an axis a row
 */
export function rotateRows(
  rows: Float32Array,
  axes: Float64Array,
  dimensions: number,
): Float32Array {
  const n = dimensions;
  const rotated = new Float32Array(rows.length);
  const block = new Float64Array(TILE * n);
  const whole = rows.length - (rows.length % (TILE * n));
  for (let start = 0; start < whole; start += TILE * n) {
    // In double precision once, not once for each axis.
    for (let i = 0; i < block.length; i++) block[i] = rows[start + i];
    for (let k = 0; k < n; k++) projectFour(block, axes, k, n, rotated, start);
  }
  for (let start = whole; start < rows.length; start += n) {
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += axes[k * n + i] * rows[start + i];
      rotated[start + k] = sum;
    }
  }
  return rotated;
}

/** Coordinates of four rows on axis `k`: each value of the axis is read once for all of them. */
function projectFour(
  block: Float64Array,
  axes: Float64Array,
  k: number,
  n: number,
  rotated: Float32Array,
  start: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  const axis = k * n;
  for (let i = 0; i < n; i++) {
    const value = axes[axis + i];
    a += value * block[i];
    b += value * block[n + i];
    c += value * block[2 * n + i];
    d += value * block[3 * n + i];
  }
  rotated[start + k] = a;
  rotated[start + n + k] = b;
  rotated[start + 2 * n + k] = c;
  rotated[start + 3 * n + k] = d;
}

function isDiagonal(a: Float64Array, n: number): boolean {
  let off = 0;
  let diagonal = 0;
  for (let i = 0; i < n; i++) {
    diagonal += a[i * n + i] ** 2;
    for (let j = 0; j < i; j++) off += a[i * n + j] ** 2;
  }
  return off <= DIAGONAL_ENOUGH * diagonal;
}

/** Rotates the plane of axes `p` and `q` so that `a[p, q]` becomes zero. */
function annihilate(a: Float64Array, axes: Float64Array, n: number, p: number, q: number): void {
  const element = a[p * n + q];
  if (element === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * element);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  rotatePair(a, n, p * n, q * n, 1, cosine, sine);
  rotatePair(a, n, p, q, n, cosine, sine);
  rotatePair(axes, n, p * n, q * n, 1, cosine, sine);
}

/** Rotates `n` pairs of cells, which begin at `p` and `q` and lie `stride` apart. */
function rotatePair(
  cells: Float64Array,
  n: number,
  p: number,
  q: number,
  stride: number,
  cosine: number,
  sine: number,
): void {
  for (let k = 0; k < n; k++, p += stride, q += stride) {
    const x = cells[p];
    const y = cells[q];
    cells[p] = cosine * x - sine * y;
    cells[q] = sine * x + cosine * y;
  }
}
