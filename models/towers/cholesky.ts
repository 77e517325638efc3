/**
 * @file Dense symmetric positive definite systems in double precision, in plain JavaScript: small
 * (a few hundred unknowns) and exact, so they also serve as the oracle of every iterative solver.
 *
 * Matrices are row-major `Float64Array`s of `n * n`; only the lower triangle is read.
 */

/** Rows of one pass over a column. */
const TILE = 4;

/** The matrix is not positive definite, so the loss that it comes from has no unique minimum. */
export class NotPositiveDefiniteError extends Error {
  constructor(row: number) {
    super(`The matrix is not positive definite at row ${row}: raise the regularisation.`);
    this.name = 'NotPositiveDefiniteError';
  }
}

/**
 * Replaces the lower triangle of `a` by its Cholesky factor `L`, `a = L Lᵀ`.
 *
 * @throws NotPositiveDefiniteError
 */
export function choleskyInPlace(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    let diagonal = a[rowJ + j];
    for (let k = 0; k < j; k++) diagonal -= a[rowJ + k] * a[rowJ + k];
    if (!(diagonal > 0)) throw new NotPositiveDefiniteError(j);
    const pivot = Math.sqrt(diagonal);
    a[rowJ + j] = pivot;
    let i = j + 1;
    for (; i + TILE <= n; i += TILE) eliminateFour(a, n, i * n, rowJ, j);
    for (; i < n; i++) {
      const rowI = i * n;
      let sum = 0;
      for (let k = 0; k < j; k++) sum += a[rowI + k] * a[rowJ + k];
      a[rowI + j] = (a[rowI + j] - sum) / pivot;
    }
  }
}

/** Column `j` of the factor in the four rows from `first` on, whose sums do not wait for one another. */
function eliminateFour(a: Float64Array, n: number, first: number, rowJ: number, j: number): void {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  for (let k = 0; k < j; k++) {
    const value = a[rowJ + k];
    p += a[first + k] * value;
    q += a[first + n + k] * value;
    r += a[first + 2 * n + k] * value;
    s += a[first + 3 * n + k] * value;
  }
  const pivot = a[rowJ + j];
  const at = first + j;
  a[at] = (a[at] - p) / pivot;
  a[at + n] = (a[at + n] - q) / pivot;
  a[at + 2 * n] = (a[at + 2 * n] - r) / pivot;
  a[at + 3 * n] = (a[at + 3 * n] - s) / pivot;
}

/** Solves `L Lᵀ x = b` in place of `b`, with the factor that {@link choleskyInPlace} left in `l`. */
export function choleskySolveInPlace(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * b[k];
    b[i] = sum / l[i * n + i];
  }
  // Row by row here as well: walking down the columns of `l` would miss the cache.
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    b[i] /= l[row + i];
    for (let k = 0; k < i; k++) b[k] -= l[row + k] * b[i];
  }
}

/** Full symmetric inverse from a Cholesky factor. */
export function choleskyInverse(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    choleskySolveInPlace(l, n, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i];
  }
  return inverse;
}
