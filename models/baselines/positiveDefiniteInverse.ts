/**
 * @file The inverse of a large symmetric positive definite matrix, by blocks, so that nearly all of
 * the work is matrix products of TensorFlow.js: thirty times faster than loops in JavaScript.
 *
 * The sweep operator (Goodnight 1979) on blocks: for the pivot rows `K` with `P = A_KK⁻¹`,
 *
 *     A_ij − A_iK P A_Kj → A_ij,   A_iK P → A_iK,   −P → A_KK        (i, j not in K)
 *
 * After all blocks were swept, the matrix has become `−A⁻¹`.
 */
import { matMul, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import { choleskyInPlace, choleskyInverse } from '../towers/cholesky';
import type { OnPiece } from '../training/pauses';

const BLOCK_ROWS = 128;

/**
 * Replaces a full symmetric positive definite matrix by its inverse. The error is of the order of
 * the condition number times 1e-7: meant for matrices with a ridge.
 *
 * @param matrix `[n, n]`, overwritten
 * @param onBlock after each block, told how many rows are done
 * @throws NotPositiveDefiniteError
 */
export async function invertPositiveDefinite(
  matrix: Float32Array,
  n: number,
  onBlock: OnPiece = () => undefined,
  blockRows = BLOCK_ROWS,
): Promise<void> {
  for (let from = 0; from < n; from += blockRows) {
    const rows = Math.min(blockRows, n - from);
    await sweepBlock(matrix, n, from, rows);
    await onBlock(from + rows);
  }
  for (let at = 0; at < matrix.length; at++) matrix[at] = -matrix[at];
}

async function sweepBlock(
  matrix: Float32Array,
  n: number,
  from: number,
  rows: number,
): Promise<void> {
  const pivot = inverseOfPivot(matrix, n, from, rows);
  // Rows A_K*: by symmetry also the columns, but already the transpose that the product wants.
  const panel = matrix.slice(from * n, (from + rows) * n);
  const { scaled, update } = tidy(() => {
    const wide = tensor2d(panel, [rows, n]);
    const scaledPanel = matMul(tensor2d(pivot, [rows, rows]), wide);
    return { scaled: scaledPanel, update: matMul(transpose(wide), scaledPanel) };
  });
  const [scaledRows, difference] = [await scaled.data<'float32'>(), await update.data<'float32'>()];
  scaled.dispose();
  update.dispose();
  for (let at = 0; at < matrix.length; at++) matrix[at] -= difference[at];
  for (let row = 0; row < rows; row++) {
    matrix.set(scaledRows.subarray(row * n, (row + 1) * n), (from + row) * n);
    for (let i = 0; i < n; i++) matrix[i * n + from + row] = scaledRows[row * n + i];
  }
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rows; i++) matrix[(from + row) * n + from + i] = -pivot[row * rows + i];
  }
}

/** `A_KK⁻¹` in double precision, rounded at the end. */
function inverseOfPivot(matrix: Float32Array, n: number, from: number, rows: number): Float32Array {
  const block = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    const start = (from + row) * n + from;
    block.set(matrix.subarray(start, start + rows), row * rows);
  }
  choleskyInPlace(block, rows);
  return Float32Array.from(choleskyInverse(block, rows));
}
