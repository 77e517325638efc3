/** @file The user tower in closed form: the exact minimiser of the fold-in loss. */
import type { History } from '../dataset/columns';
import type { Block } from './block';
import { choleskyInPlace, choleskySolveInPlace } from './cholesky';
import { ridgeOf, targetOf, unobservedWeightOf } from './foldInLoss';
import { addOuterProducts } from './gram';
import type { TwoTowerSpace } from './space';

/** The normal equations `A u = b` of one person; `matrix` has a valid lower triangle. */
export interface NormalEquations {
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}

/** Builds `A` and `b` of `foldInLoss.ts` for one history. */
export function normalEquations(block: Block, history: History): NormalEquations {
  const { dimensions, loss, embedding } = block;
  const unobserved = unobservedWeightOf(loss, history.movies.length);
  const matrix = new Float64Array(block.gram.length);
  for (let i = 0; i < matrix.length; i++) matrix[i] = unobserved * block.gram[i];
  const right = new Float64Array(dimensions);
  addOuterProducts(matrix, embedding, history.movies, dimensions, 1 - unobserved);
  for (let h = 0; h < history.movies.length; h++) {
    const start = history.movies[h] * dimensions;
    const target = targetOf(loss, history.halfStars[h]);
    for (let i = 0; i < dimensions; i++) right[i] += target * embedding[start + i];
  }
  const ridge = ridgeOf(loss, history.movies.length);
  for (let i = 0; i < dimensions; i++) matrix[i * dimensions + i] += ridge;
  return { matrix, right };
}

/** The exact user embedding of one block, `[D]`; all zeros for an empty history. */
export function foldInExactly(block: Block, history: History): Float32Array {
  if (history.movies.length === 0) return new Float32Array(block.dimensions);
  const { matrix, right } = normalEquations(block, history);
  choleskyInPlace(matrix, block.dimensions);
  choleskySolveInPlace(matrix, block.dimensions, right);
  return Float32Array.from(right);
}

/** The exact user embedding over all blocks, `[Σ D]`. */
export function foldInAll(space: TwoTowerSpace, history: History): Float32Array {
  const vector = new Float32Array(space.userDimensions);
  let at = 0;
  for (const block of space.blocks) {
    vector.set(foldInExactly(block, history), at);
    at += block.dimensions;
  }
  return vector;
}
