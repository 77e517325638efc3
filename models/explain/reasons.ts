/** @file "Because you rated": the one liked movie that speaks most for a movie. */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';
import type { TwoTowerSpace } from '../towers/space';
import { ContributionSplitter } from './contributions';

/** Only movies rated at least this high are named, in half stars. */
const LIKED_HALF_STARS = 7;

/**
 * For each movie, the liked movie that contributes most to its retrieval score, or null.
 *
 * @param user `[Σ D]` the embedding fitted to exactly this history
 */
export function strongestReasons(
  space: TwoTowerSpace,
  user: Float32Array,
  history: History,
  movies: readonly MovieIndex[],
): (MovieIndex | null)[] {
  if (history.movies.length === 0) return movies.map(() => null);
  const splitter = new ContributionSplitter(space, user, history);
  return movies.map((movie) => {
    let best = 0;
    let reason: MovieIndex | null = null;
    splitter.contributions(movie).forEach((contribution, h) => {
      if (contribution <= best || history.halfStars[h] < LIKED_HALF_STARS) return;
      best = contribution;
      reason = history.movies[h];
    });
    return reason;
  });
}
