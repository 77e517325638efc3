/**
 * @file The score-aware (anisotropic) loss of Guo et al. 2020, equations 3 and 4 and theorem 3.2: an
 * error along the row changes the large inner products, which are the ones that matter.
 *
 *     ℓ(x, x̃) = ‖e‖² + (η − 1) (x̂ · e)²,    e = x − x̃,  x̂ = x / ‖x‖
 */

/**
 * `η = h∥ / h⊥ = (D − 1) T² / (1 − T²)`, never below 1: errors along the row count at least as much
 * as the others.
 *
 * @param threshold `T`, `0 ≤ T < 1`
 */
export function parallelWeight(threshold: number, dimensions: number): number {
  const square = threshold * threshold;
  return Math.max(1, ((dimensions - 1) * square) / (1 - square));
}

/** Rows divided by their lengths, `[N, D]`; a row of zeros stays zero. */
export function directions(rows: Float32Array, dimensions: number): Float32Array {
  const units = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    let squares = 0;
    for (let i = start; i < start + dimensions; i++) squares += rows[i] * rows[i];
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = start; i < start + dimensions; i++) units[i] = rows[i] * scale;
  }
  return units;
}
