/**
 * @file Truncated singular value decomposition of a sparse matrix by subspace iteration (Halko,
 * Martinsson and Tropp 2011): latent semantic analysis when the matrix is TF-IDF.
 */
import type { Random } from '../dataset/random';
import { strongestDirections } from './strongestDirections';

/** Compressed sparse rows. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `[rows + 1]` */
  readonly offsets: Int32Array;
  /** `[entries]` column of each entry */
  readonly indices: Int32Array;
  /** `[entries]` */
  readonly values: Float32Array;
}

/** More directions than asked for make the last of them converge. */
const EXTRA_DIRECTIONS = 8;
const ITERATIONS = 8;
/** Directions with less than this share of the strongest one's energy are noise of rounding. */
const NEGLIGIBLE = 1e-10;

/**
 * `U S`, `[rows, rank]`: every row along the leading right singular vectors, strongest first. Columns
 * beyond the rank of the matrix are zero.
 */
export function truncatedSvd(
  matrix: SparseMatrix,
  rank: number,
  random: Random,
  iterations = ITERATIONS,
): Float32Array {
  const width = rank + EXTRA_DIRECTIONS;
  let basis = new Float32Array(matrix.columns * width).map(() => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const image = multiplyTransposed(matrix, multiply(matrix, basis, width), width);
    basis = orthonormal(image, width);
  }
  return strongestDirections(multiply(matrix, basis, width), width, rank);
}

/** Columns of unit length with the same span; zero where the span has fewer dimensions. */
function orthonormal(table: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const scaleOf = (value: number, largest: number): number =>
    value > NEGLIGIBLE * largest ? 1 / Math.sqrt(value) : 0;
  return strongestDirections(table, width, width, scaleOf);
}

/** `A B`, `[rows, width]`, for `B` `[columns, width]`. */
function multiply(
  { rows, offsets, indices, values }: SparseMatrix,
  dense: Float32Array,
  width: number,
): Float32Array {
  const product = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const sum = product.subarray(row * width, (row + 1) * width);
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      addScaled(sum, values[e], dense, indices[e] * width);
    }
  }
  return product;
}

/** `Aᵀ B`, `[columns, width]`, for `B` `[rows, width]`. */
function multiplyTransposed(
  { rows, columns, offsets, indices, values }: SparseMatrix,
  dense: Float32Array,
  width: number,
): Float32Array {
  const product = new Float32Array(columns * width);
  for (let row = 0; row < rows; row++) {
    const own = dense.subarray(row * width, (row + 1) * width);
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      const to = indices[e] * width;
      addScaled(product.subarray(to, to + width), values[e], own, 0);
    }
  }
  return product;
}

/** `into += weight · from[start…]` */
function addScaled(into: Float32Array, weight: number, from: Float32Array, start: number): void {
  for (let i = 0; i < into.length; i++) into[i] += weight * from[start + i];
}
