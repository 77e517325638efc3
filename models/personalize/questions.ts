/**
 * @file Which movie to ask about next, when little is known of somebody: what a strategy is, and the
 * simple ones.
 */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';

/** Chooses questions one at a time. Deterministic: the same answers bring the same question. */
export interface QuestionStrategy {
  /**
   * The movie to show next.
   *
   * @param answers what the person has rated so far, asked about or not
   * @param asked every movie shown so far; one that is not in `answers` was not seen by the person
   * @returns null when nothing is left to ask
   */
  next(answers: History, asked: ReadonlySet<MovieIndex>): MovieIndex | null;
}

/** Movies by their number of ratings, most first; of equals the lower index. */
export function byPopularity(ratingCount: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: ratingCount.length }, (_, movie) => movie).sort(
    (a, b) => ratingCount[b] - ratingCount[a] || a - b,
  );
}

/** Asks about movies in a fixed order. */
export function inOrder(order: Int32Array): QuestionStrategy {
  return {
    next(answers, asked) {
      const answered = new Set(answers.movies);
      return order.find((movie) => !asked.has(movie) && !answered.has(movie)) ?? null;
    },
  };
}

/** Asks about the most rated movies, in that order: the reference for every better strategy. */
export function mostPopularFirst(ratingCount: ArrayLike<number>): QuestionStrategy {
  return inOrder(byPopularity(ratingCount));
}

/** Asks what `first` has to ask, and then what `second` has. */
export function oneAfterAnother(
  first: QuestionStrategy,
  second: QuestionStrategy,
): QuestionStrategy {
  return { next: (...state) => first.next(...state) ?? second.next(...state) };
}
