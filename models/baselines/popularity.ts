/** @file Popularity: the same list for everybody, by number of likes. */
import type { Interactions } from '../dataset/columns';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { tableSystem } from './itemTable';
import { popularityTable } from './popularityTable';
import type { SystemRecipe } from './system';

export { LIKED_FROM_HALF_STARS };

/** Number of likes of each movie, `[M]`. */
export function likeCounts(interactions: Interactions): Float32Array {
  const counts = new Float32Array(interactions.movieCount);
  interactions.movies.forEach((movie, e) => {
    if (interactions.halfStars[e] >= LIKED_FROM_HALF_STARS) counts[movie]++;
  });
  return counts;
}

/** Number of ratings of each movie, `[M]`. */
export function ratingCounts(interactions: Interactions): Int32Array {
  const counts = new Int32Array(interactions.movieCount);
  for (const movie of interactions.movies) counts[movie]++;
  return counts;
}

export const popularityRecipe: SystemRecipe = {
  name: 'popularity',
  settings: {},
  train: ({ interactions }) => Promise.resolve({ likes: likeCounts(interactions) }),
  open: (state, { interactions }) => tableSystem(popularityTable(state), interactions),
};
