/** @file Popularity: the same list for everybody, by number of likes. */
import type { Interactions } from '../dataset/columns';

/** Half stars from which a rating counts as a like (4 stars). */
export const LIKED_FROM_HALF_STARS = 8;

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
