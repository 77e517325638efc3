/**
 * @file What one step of training through the fold-in learns from: histories cut in two at random, the
 * first part given, the likes of the second to be found.
 */
import type { History } from '../dataset/columns';
import type { Random } from '../dataset/random';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { cutHistory } from './rankerLists';

/**
 * Where the likes to be found come from.
 *
 * - `not-given`: all that was not given. Many likes a list, so little noise.
 * - `held-out`: as in the evaluation, a fifth of the history; the rest of the pool is on no list.
 */
export type Positives = 'not-given' | 'held-out';

export interface FoldInExample {
  readonly given: History;
  /** Movies that are not on the list. */
  readonly excluded: Int32Array;
  /** Movies to be found. */
  readonly liked: Int32Array;
}

/** Cuts a history. */
export function drawExample(history: History, random: Random, positives: Positives): FoldInExample {
  const { given, known, rest } = cutHistory(history, random);
  if (positives === 'held-out') {
    return { given, excluded: Int32Array.from(known), liked: likesOf(rest, new Set()) };
  }
  return { given, excluded: given.movies, liked: likesOf(history, new Set(given.movies)) };
}

function likesOf({ movies, halfStars }: History, besides: ReadonlySet<number>): Int32Array {
  return movies.filter((movie, i) => halfStars[i] >= LIKED_FROM_HALF_STARS && !besides.has(movie));
}
