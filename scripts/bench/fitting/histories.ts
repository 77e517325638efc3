/** @file People as they might be: seeded histories of rated movies, drawn by popularity. */
import { createRandom, type Random } from '../../../models/dataset/random';
import type { History } from '../../../models/dataset/columns';
import { MAX_HALF_STARS, MIN_HALF_STARS } from '../../../models/shapes';

/** Half stars around which people rate, and how far from it. */
const MEAN_HALF_STARS = 7;
const DEVIATION_HALF_STARS = 2;

/**
 * A history of `ratings` different movies, each the likelier the more often it was rated (Efraimidis and
 * Spirakis 2006), in movie order as the user tower reads them.
 *
 * @param ratingCount `[M]`
 * @throws RangeError when fewer movies have a rating
 */
export function drawHistory(
  ratingCount: ArrayLike<number>,
  ratings: number,
  random: Random,
): History {
  const arrivals = Float64Array.from(ratingCount, (count) => -Math.log(1 - random.next()) / count);
  const movies = Int32Array.from(arrivals.keys())
    .filter((movie) => Number.isFinite(arrivals[movie]))
    .sort((a, b) => arrivals[a] - arrivals[b])
    .slice(0, ratings)
    .sort();
  if (movies.length < ratings) {
    throw new RangeError(`Only ${movies.length} movies have ratings, not ${ratings}.`);
  }
  return { movies, halfStars: Uint8Array.from(movies, () => drawHalfStars(random)) };
}

/** The same person one rating earlier: a rating of the seed's choice is taken away. */
export function withoutOne({ movies, halfStars }: History, seed: number): History {
  const last = createRandom(seed).integer(movies.length);
  const keeps = (_: number, at: number): boolean => at !== last;
  return { movies: movies.filter(keeps), halfStars: Array.from(halfStars).filter(keeps) };
}

function drawHalfStars(random: Random): number {
  const drawn = Math.round(MEAN_HALF_STARS + DEVIATION_HALF_STARS * random.normal());
  return Math.min(MAX_HALF_STARS, Math.max(MIN_HALF_STARS, drawn));
}
