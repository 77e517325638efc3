/** @file Small seeded inputs for tests. */
import type { History, Interactions } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import type { FoldInLoss } from '../pack/manifest';
import { createBlock, type Block } from '../towers/block';
import { curveOf } from '../towers/curve';
import type { GradedLoss } from '../training/ials';

export const EXAMPLE_LOSS: FoldInLoss = {
  targetCentre: 1,
  targetSlope: 0.8,
  unobservedWeight: curveOf((n) => 0.1 + 0.1 * Math.min(1, n / 100)),
  ridge: curveOf((n) => 0.01 * (n + 12 * (1 + 6 / (1 + n / 10)))),
};

/** The same kind of loss for training. */
export const EXAMPLE_TRAINING_LOSS: GradedLoss = {
  targetCentre: 1,
  targetSlope: 0.8,
  unobservedWeight: 0.2,
  regularization: 0.01,
};

/** A block of Gaussian embeddings. */
export function exampleBlock(movies: number, dimensions: number, seed = 1): Block {
  const random = createRandom(seed);
  const embedding = new Float32Array(movies * dimensions).map(() => 0.5 * random.normal());
  return createBlock('example', 1, EXAMPLE_LOSS, embedding, dimensions);
}

/** A history of distinct movies with random ratings, in movie order. */
export function exampleHistory(movies: number, ratings: number, seed = 2): History {
  const random = createRandom(seed);
  const order = random.shuffle(Int32Array.from({ length: movies }, (_, i) => i));
  const chosen = order.slice(0, ratings).sort();
  return {
    movies: chosen,
    halfStars: Uint8Array.from({ length: ratings }, () => 1 + random.integer(10)),
  };
}

/** Largest absolute difference of two vectors. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);
}

/** Histories of the given sizes as interactions; another seed gives other ratings. */
export function exampleInteractions(
  movies: number,
  sizes: readonly number[],
  seed = 10,
): Interactions {
  const rows = sizes.map((size, user) => exampleHistory(movies, size, seed + user));
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, user) => (offsets[user + 1] = offsets[user] + row.movies.length));
  return {
    userCount: rows.length,
    movieCount: movies,
    offsets,
    movies: Int32Array.from(rows.flatMap((row) => Array.from(row.movies))),
    halfStars: Uint8Array.from(rows.flatMap((row) => Array.from(row.halfStars))),
  };
}
