/** @file Learns the table of `ranking/coWatch.ts`: a truncated singular value decomposition. */
import type { Interactions } from '../dataset/columns';
import { transpose } from '../dataset/interactions';
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
  const watched = watchersOf(interactions);
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
function watchersOf(interactions: Interactions): SparseMatrix {
  const { userCount, movieCount, offsets, users } = transpose(interactions);
  const values = new Float32Array(users.length);
  for (let movie = 0; movie < movieCount; movie++) {
    const [start, end] = [offsets[movie], offsets[movie + 1]];
    values.fill(1 / coWatchScale(end - start), start, end);
  }
  return { rows: movieCount, columns: userCount, offsets, indices: users, values };
}
