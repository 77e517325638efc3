/** @file How much a rated movie counts in the profile of the person who rated it. */
import { MAX_HALF_STARS, MIN_HALF_STARS, starsOf, type HalfStars } from '../shapes';

/** The document's three ways to weigh a movie by its rating. */
export type ProfileWeight = 'log' | 'deviation' | 'normalised';

/** Weight of each rating of a history in the profile. */
export function profileWeights(weight: ProfileWeight, halfStars: ArrayLike<HalfStars>): number[] {
  const stars = Array.from(halfStars, starsOf);
  if (weight === 'log') return stars.map(Math.log1p);
  if (weight === 'normalised') {
    const [lowest, highest] = [starsOf(MIN_HALF_STARS), starsOf(MAX_HALF_STARS)];
    return stars.map((value) => (2 * (value - lowest)) / (highest - lowest) - 1);
  }
  const mean = stars.reduce((sum, value) => sum + value, 0) / stars.length;
  return stars.map((value) => value - mean);
}
