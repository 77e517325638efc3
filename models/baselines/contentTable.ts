/**
 * @file Answering with the content-based system: a person is the rating-weighted mean of the features
 * of the movies they rated, and movies are ordered by their cosine with it. Who rated nothing, or whose
 * weights are all zero, gets the popular movies.
 */
import type { History } from '../dataset/columns';
import { profileWeights, type ProfileWeight } from './contentProfile';
import { popularityForStrangers } from './itemTable';
import type { ItemTable, SystemState } from './system';

export interface ContentProfile {
  readonly weight: ProfileWeight;
}

/**
 * @param state `items` `[M, D]` rows of unit length, and `likes` `[M]`
 */
export function contentTable(state: SystemState, { weight }: ContentProfile): ItemTable {
  const items = Float32Array.from(state.items);
  const dimensions = items.length / state.likes.length;
  const embed = ({ movies, halfStars }: History): Float32Array => {
    const profile = new Float32Array(dimensions);
    profileWeights(weight, halfStars).forEach((w, h) => {
      const start = movies[h] * dimensions;
      for (let i = 0; i < dimensions; i++) profile[i] += w * items[start + i];
    });
    return unitRows(profile, dimensions);
  };
  return popularityForStrangers(items, dimensions, state.likes, embed);
}

/** Every row divided by its length; a row of zeros stays. */
export function unitRows(table: Float32Array, dimensions: number): Float32Array {
  const unit = table.slice();
  for (let start = 0; start < unit.length; start += dimensions) {
    const norm = Math.hypot(...unit.subarray(start, start + dimensions));
    for (let i = start; i < start + dimensions; i++) unit[i] = norm > 0 ? unit[i] / norm : 0;
  }
  return unit;
}
