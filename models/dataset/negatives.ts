/** @file Negative sampling: movies that a person has not rated, drawn exactly and without retries. */
import type { Interactions } from './columns';
import { historyOf } from './interactions';
import type { Random } from './random';

/** Negatives for each positive, as in neural collaborative filtering (He et al., 2017). */
const NEGATIVES_PER_POSITIVE = 4;

/** Parallel columns, one row per negative. */
export interface NegativeSamples {
  /** User rows */
  readonly users: Int32Array;
  /** Movie indices that the user of the row has not rated */
  readonly movies: Int32Array;
}

/**
 * Draws negatives for every rating: `ratio` different movies each, in the order of the ratings.
 * Somebody with fewer unrated movies than that gets all of them for each rating.
 */
export function sampleNegatives(
  interactions: Interactions,
  random: Random,
  ratio = NEGATIVES_PER_POSITIVE,
): NegativeSamples {
  const { userCount, movieCount } = interactions;
  const users = new Int32Array(interactions.movies.length * ratio);
  const movies = new Int32Array(users.length);
  let count = 0;
  for (let user = 0; user < userCount; user++) {
    const rated = historyOf(interactions, user).movies;
    for (let positive = 0; positive < rated.length; positive++) {
      const drawn = sampleUnrated(rated, movieCount, ratio, random);
      users.fill(user, count, count + drawn.length);
      movies.set(drawn, count);
      count += drawn.length;
    }
  }
  return { users: users.slice(0, count), movies: movies.slice(0, count) };
}

/**
 * Up to `count` different movies that are not rated, each set of them equally likely.
 *
 * Draws ranks among the unrated movies and looks up the movie of each, so somebody who rated all
 * but one movie costs no more than anybody else.
 *
 * @param rated movie indices, ascending, each once
 * @param movieCount `M`
 */
export function sampleUnrated(
  rated: Int32Array,
  movieCount: number,
  count: number,
  random: Random,
): Int32Array {
  const unratedCount = movieCount - rated.length;
  const ranks = sampleDistinct(unratedCount, Math.min(count, unratedCount), random);
  return Int32Array.from(ranks, (rank) => unratedAt(rated, rank));
}

/** `count` different integers below `n` (Floyd's algorithm: Bentley and Floyd, 1987). */
function sampleDistinct(n: number, count: number, random: Random): Set<number> {
  const chosen = new Set<number>();
  for (let top = n - count; top < n; top++) {
    const drawn = random.integer(top + 1);
    chosen.add(chosen.has(drawn) ? top : drawn);
  }
  return chosen;
}

/** The movie with `rank` unrated movies below it. */
function unratedAt(rated: Int32Array, rank: number): number {
  // rated[i] - i unrated movies lie below rated[i]: it grows with i, so bisect.
  let low = 0;
  let high = rated.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rated[middle] - middle <= rank) low = middle + 1;
    else high = middle;
  }
  return rank + low;
}
