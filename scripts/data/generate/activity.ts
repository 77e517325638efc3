/** @file How many movies each generated user rated. */
import type { Random } from '../../../models/dataset/random';

/** Nobody rates more than this share of all movies. */
const LARGEST_SHARE_OF_MOVIES = 0.4;

export interface ActivityShape {
  readonly users: number;
  readonly movies: number;
  /** What all histories add up to, exactly. */
  readonly ratings: number;
  readonly fewest: number;
  /** Standard deviation of `ln(size − fewest)`. */
  readonly spread: number;
}

/** Sizes of the histories, `[users]`: the fewest, and a log-normal number more. */
export function drawActivity(shape: ActivityShape, random: Random): Int32Array {
  const { users, ratings, fewest, spread } = shape;
  const most = Math.max(fewest, Math.floor(LARGEST_SHARE_OF_MOVIES * shape.movies));
  if (ratings < users * fewest || ratings > users * most) {
    throw new RangeError(`${ratings} ratings do not fit ${users} users of ${fewest} to ${most}.`);
  }
  const draws = Float64Array.from({ length: users }, () => Math.exp(spread * random.normal()));
  const mean = draws.reduce((sum, value) => sum + value, 0) / users;
  const perUnit = (ratings / users - fewest) / mean;
  const sizes = Int32Array.from(draws, (value) =>
    Math.min(most, fewest + Math.round(perUnit * value)),
  );
  let missing = ratings - sizes.reduce((sum, size) => sum + size, 0);
  while (missing !== 0) {
    const user = random.integer(users);
    const step = Math.sign(missing);
    if (sizes[user] + step < fewest || sizes[user] + step > most) continue;
    sizes[user] += step;
    missing -= step;
  }
  return sizes;
}
