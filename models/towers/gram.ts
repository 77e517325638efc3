/** @file Second moments of an embedding table, in double precision. */

/** Rows of one pass over a Gram matrix. */
const TILE = 4;

/**
 * Gram matrix `Σ_m v_m v_mᵀ`, `[D, D]` and symmetric.
 *
 * @param embedding `[M, D]`, row-major
 */
export function gramMatrix(embedding: Float32Array, dimensions: number): Float64Array {
  const gram = new Float64Array(dimensions * dimensions);
  const rows = embedding.length / dimensions;
  const block = new Float64Array(TILE * dimensions);
  const tiled = rows - (rows % TILE);
  for (let row = 0; row < tiled; row += TILE) {
    const start = row * dimensions;
    for (let i = 0; i < block.length; i++) block[i] = embedding[start + i];
    addFourOuterProducts(gram, block, dimensions, 1);
  }
  for (let row = tiled; row < rows; row++) {
    const start = row * dimensions;
    addOuterProduct(gram, embedding.subarray(start, start + dimensions), dimensions, 1);
  }
  mirrorLowerTriangle(gram, dimensions);
  return gram;
}

/**
 * Adds `weight Σ v vᵀ` over some rows of a table to the lower triangle of a `[D, D]` matrix.
 *
 * @param table `[M, D]`, row-major
 */
export function addOuterProducts(
  matrix: Float64Array,
  table: Float32Array,
  rows: ArrayLike<number>,
  dimensions: number,
  weight: number,
): void {
  const block = new Float64Array(TILE * dimensions);
  const tiled = rows.length - (rows.length % TILE);
  for (let at = 0; at < tiled; at += TILE) {
    for (let r = 0; r < TILE; r++) {
      const start = rows[at + r] * dimensions;
      for (let i = 0; i < dimensions; i++) block[r * dimensions + i] = table[start + i];
    }
    addFourOuterProducts(matrix, block, dimensions, weight);
  }
  for (let at = tiled; at < rows.length; at++) {
    const start = rows[at] * dimensions;
    addOuterProduct(matrix, table.subarray(start, start + dimensions), dimensions, weight);
  }
}

/** `weight Σ v vᵀ` over four rows; the lower triangle is read and written once for all. */
function addFourOuterProducts(
  matrix: Float64Array,
  block: Float64Array,
  n: number,
  weight: number,
): void {
  for (let i = 0; i < n; i++) {
    const a = weight * block[i];
    const b = weight * block[n + i];
    const c = weight * block[2 * n + i];
    const d = weight * block[3 * n + i];
    const start = i * n;
    for (let j = 0; j <= i; j++) {
      matrix[start + j] +=
        a * block[j] + b * block[n + j] + c * block[2 * n + j] + d * block[3 * n + j];
    }
  }
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
