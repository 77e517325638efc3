/** @file The masked softmax over all movies, and its gradient by both sides of the inner product. */
import {
  add,
  dispose,
  matMul,
  softmax,
  tensor2d,
  tidy,
  transpose,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { CutHistory } from './cutHistory';

/** Added to the score of a movie that is not on a list: its share is exactly zero. */
const NEVER = -1e9;
const SMALLEST_SHARE = 1e-30;

/** The inner products of a batch. */
export interface ScoredBatch {
  readonly examples: readonly CutHistory[];
  /** `[B, W]` */
  readonly queries: Float32Array;
  /** `[M, W]` of `towers/space.ts` */
  readonly items: Float32Array;
  /** `W` */
  readonly width: number;
}

export interface SoftmaxGradient {
  /** `−Σ log share / likes`, mean over the batch; a person without a like counts 0. */
  readonly loss: number;
  /** `[B, W]` */
  readonly queries: Float32Array;
  /** `[M, W]`; null unless asked for. */
  readonly items: Float32Array | null;
}

/** Loss of a batch and its gradient. Leaves no tensor behind. */
export async function softmaxGradient(
  { examples, queries, items, width }: ScoredBatch,
  wantsItems: boolean,
): Promise<SoftmaxGradient> {
  const count = examples.length;
  const movies = items.length / width;
  const query = tensor2d(queries, [count, width]);
  const table = tensor2d(items, [movies, width]);
  const shares = tidy(() => {
    const mask = tensor2d(maskOf(examples, movies), [count, movies]);
    // Plain products of transposed matrices are several times faster on WASM than flags.
    return softmax(add<Tensor2D>(matMul(query, transpose(table)), mask));
  });
  const slopes = new Float32Array(await shares.data());
  const loss = lossAndSlopes(examples, slopes);
  const slope = tensor2d(slopes, [count, movies]);
  const ofQueries = matMul(slope, table);
  const ofItems = wantsItems ? tidy(() => matMul(transpose(slope), query)) : null;
  const gradient = {
    loss,
    queries: new Float32Array(await ofQueries.data()),
    items: ofItems && new Float32Array(await ofItems.data()),
  };
  dispose([query, table, shares, slope, ofQueries, ...(ofItems ? [ofItems] : [])]);
  return gradient;
}

function maskOf(examples: readonly CutHistory[], movies: number): Float32Array {
  const mask = new Float32Array(examples.length * movies);
  examples.forEach(({ known }, row) => {
    for (const movie of known) mask[row * movies + movie] = NEVER;
  });
  return mask;
}

/** Turns shares into slopes by the scores, in place. */
function lossAndSlopes(examples: readonly CutHistory[], shares: Float32Array): number {
  const count = examples.length;
  const movies = shares.length / count;
  let loss = 0;
  examples.forEach(({ relevant }, row) => {
    const start = row * movies;
    const end = start + movies;
    if (relevant.length === 0) {
      shares.fill(0, start, end);
      return;
    }
    const target = 1 / (relevant.length * count);
    for (const movie of relevant) {
      loss -= target * Math.log(Math.max(SMALLEST_SHARE, shares[start + movie]));
    }
    for (let i = start; i < end; i++) shares[i] /= count;
    for (const movie of relevant) shares[start + movie] -= target;
  });
  return loss;
}
