/** @file Second moments of an embedding table, in double precision. */

/**
 * Gram matrix `Σ_m v_m v_mᵀ`, `[D, D]` and symmetric.
 *
 * @param embedding `[M, D]`, row-major
 */
export function gramMatrix(embedding: Float32Array, dimensions: number): Float64Array {
  const gram = new Float64Array(dimensions * dimensions);
  const row = new Float64Array(dimensions);
  for (let start = 0; start < embedding.length; start += dimensions) {
    for (let i = 0; i < dimensions; i++) row[i] = embedding[start + i];
    addOuterProduct(gram, row, dimensions, 1);
  }
  mirrorLowerTriangle(gram, dimensions);
  return gram;
}

/** Adds `weight * v vᵀ` to the lower triangle of a `[D, D]` matrix. */
export function addOuterProduct(
  matrix: Float64Array,
  v: ArrayLike<number>,
  dimensions: number,
  weight: number,
): void {
  for (let i = 0; i < dimensions; i++) {
    const scaled = weight * v[i];
    if (scaled === 0) continue;
    const start = i * dimensions;
    for (let j = 0; j <= i; j++) matrix[start + j] += scaled * v[j];
  }
}

/** Makes a matrix symmetric from its lower triangle. */
function mirrorLowerTriangle(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j];
  }
}

/** Mean row of an embedding table, `[D]`. */
export function meanRow(embedding: Float32Array, dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  const rows = embedding.length / dimensions;
  for (let i = 0; i < embedding.length; i++) mean[i % dimensions] += embedding[i] / rows;
  return mean;
}

/** `xᵀ A y` for a full `[D, D]` matrix. */
export function bilinear(
  x: ArrayLike<number>,
  matrix: Float64Array,
  y: ArrayLike<number>,
  dimensions: number,
): number {
  let total = 0;
  for (let i = 0; i < dimensions; i++) {
    let row = 0;
    for (let j = 0; j < dimensions; j++) row += matrix[i * dimensions + j] * y[j];
    total += x[i] * row;
  }
  return total;
}
