/** @file Learns the table of `ranking/coWatch.ts`: a truncated singular value decomposition. */
import type { Interactions } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { coWatchScale, type CoWatchTable } from '../ranking/coWatch';
import { truncatedSvd, type SparseMatrix } from './truncatedSvd';

/** A filter that is low-pass asks little of the weakest directions. */
const ITERATIONS = 4;

/** How large a table is. */
export type CoWatchSize = Pick<CoWatchTable, 'dimensions' | 'ownFrom'>;

/**
 * Fits the table on all people of `interactions`.
 *
 * @param ratingCount `[M]` of the same people
 */
export function fitCoWatch(
  interactions: Interactions,
  ratingCount: Int32Array,
  { dimensions, ownFrom }: CoWatchSize,
  seed: number,
): CoWatchTable {
  const watched = watchersOf(interactions, ratingCount);
  const table = truncatedSvd(watched, dimensions, createRandom(seed), ITERATIONS);
  const energy = new Float64Array(dimensions);
  table.forEach((value, at) => {
    energy[at % dimensions] += value * value;
  });
  const directions = table.map((value, at) => {
    const hasPlace = ratingCount[Math.floor(at / dimensions)] >= ownFrom;
    const length = Math.sqrt(energy[at % dimensions]);
    return hasPlace && length > 0 ? value / length : 0;
  });
  return { dimensions, ownFrom, energy: Float32Array.from(energy), directions };
}

/** `Zᵀ`: a row for each movie, `1 / s_j` for each person who watched it. */
function watchersOf(
  { movies, offsets, userCount, movieCount }: Interactions,
  ratingCount: Int32Array,
): SparseMatrix {
  const starts = new Int32Array(movieCount + 1);
  ratingCount.forEach((count, movie) => {
    starts[movie + 1] = starts[movie] + count;
  });
  const next = starts.slice();
  const indices = new Int32Array(movies.length);
  const values = new Float32Array(movies.length);
  for (let user = 0; user < userCount; user++) {
    for (let e = offsets[user]; e < offsets[user + 1]; e++) {
      const at = next[movies[e]]++;
      indices[at] = user;
      values[at] = 1 / coWatchScale(ratingCount[movies[e]]);
    }
  }
  return { rows: movieCount, columns: userCount, offsets: starts, indices, values };
}
