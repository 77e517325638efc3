/** @file How near a movie is to what somebody liked and disliked, from a matrix of cosines. */
import { DISLIKED_TO_HALF_STARS, LIKED_FROM_HALF_STARS, starsOf, type HalfStars } from '../shapes';

/** Nearest liked, mean of the five nearest liked, mean liked, nearest and mean disliked, nearest
 * rated, and the sum of signed cubed cosines. */
export const SIMILARITY_FEATURES = 7;

const NEAREST = 5;
const NEUTRAL_STARS = 3;

/**
 * @param cosines `[movies, H]`
 * @returns `[movies, SIMILARITY_FEATURES]`
 */
export function rankSimilarities(
  cosines: Float32Array,
  movies: number,
  halfStars: ArrayLike<HalfStars>,
): Float32Array {
  const rated = halfStars.length;
  const out = new Float32Array(movies * SIMILARITY_FEATURES);
  const nearest = new Float64Array(NEAREST);
  for (let movie = 0; movie < movies; movie++) {
    nearest.fill(-1);
    let liked = 0;
    let likedSum = 0;
    let disliked = 0;
    let dislikedSum = 0;
    let nearestDisliked = 0;
    let nearestRated = -1;
    let signed = 0;
    for (let h = 0; h < rated; h++) {
      const cosine = cosines[movie * rated + h];
      if (cosine > nearestRated) nearestRated = cosine;
      if (cosine > 0) signed += cosine ** 3 * (starsOf(halfStars[h]) - NEUTRAL_STARS);
      if (halfStars[h] >= LIKED_FROM_HALF_STARS) {
        liked++;
        likedSum += cosine;
        if (cosine > nearest[NEAREST - 1]) insert(nearest, cosine);
      } else if (halfStars[h] <= DISLIKED_TO_HALF_STARS) {
        disliked++;
        dislikedSum += cosine;
        nearestDisliked = Math.max(nearestDisliked, cosine);
      }
    }
    const at = movie * SIMILARITY_FEATURES;
    out[at] = liked > 0 ? nearest[0] : 0;
    out[at + 1] = meanOf(nearest, Math.min(liked, NEAREST));
    out[at + 2] = liked > 0 ? likedSum / liked : 0;
    out[at + 3] = nearestDisliked;
    out[at + 4] = disliked > 0 ? dislikedSum / disliked : 0;
    out[at + 5] = nearestRated;
    out[at + 6] = signed;
  }
  return out;
}

/** Keeps `sorted` in descending order and drops its last value. */
function insert(sorted: Float64Array, value: number): void {
  let at = sorted.length - 1;
  for (; at > 0 && sorted[at - 1] < value; at--) sorted[at] = sorted[at - 1];
  sorted[at] = value;
}

function meanOf(values: Float64Array, count: number): number {
  if (count === 0) return 0;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum / count;
}
