/**
 * @file What one step of training through the fold-in learns from: histories cut in two at random, the
 * first part given, what is relevant of the second to be found.
 */
import type { History } from '../dataset/columns';
import type { Random } from '../dataset/random';
import { LIKED_FROM_HALF_STARS, type HalfStars } from '../shapes';
import { cutHistory } from './rankerLists';

export interface FoldInExample {
  readonly given: History;
  /** Movies that are not on the list. */
  readonly excluded: Int32Array;
  /** Movies to be found. */
  readonly relevant: Int32Array;
}

/**
 * Cuts a history as the evaluation does: a fifth is to be found, the rest of the pool is on no list.
 *
 * @param relevantFrom ratings from here on are to be found; default: likes
 */
export function drawExample(
  history: History,
  random: Random,
  relevantFrom: HalfStars = LIKED_FROM_HALF_STARS,
): FoldInExample {
  const { given, known, rest } = cutHistory(history, random);
  const relevant = rest.movies.filter((_, i) => rest.halfStars[i] >= relevantFrom);
  return { given, excluded: Int32Array.from(known), relevant };
}
