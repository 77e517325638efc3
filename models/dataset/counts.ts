/** @file How often each movie was rated, and liked. */
import { LIKED_FROM_HALF_STARS } from '../shapes';
import type { Interactions } from './columns';

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
