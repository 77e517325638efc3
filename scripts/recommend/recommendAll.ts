/** @file Recommendations for everybody in a ratings file, through the code that the worker runs. */
import type { Constraints, RecommendOptions } from '../../models/answers';
import type { Recommender } from '../../models/recommender';
import type { HistoryEntry } from '../../models/shapes';

/** One line of the result. */
export interface UserList {
  readonly userId: number;
  /** MovieLens ids, best first; rated movies are left out. */
  readonly items: readonly number[];
  /**
   * Never rises: the ranking score of each item; behind a higher one that dials moved down, the lowest
   * so far.
   */
  readonly scores: readonly number[];
  /** Predicted stars of each item, 0.5 to 5. */
  readonly stars: readonly number[];
}

const ANYTHING_UNSEEN: Constraints = {
  exclude: [],
  hideSeen: true,
  anyGenre: 0,
  fromYear: null,
  toYear: null,
};
/** Digits that are written: enough to tell the items apart, few enough for long lists. */
const SCORE_STEPS = 1e6;
const STARS_STEPS = 1e3;

/** Fits one person and lists the `k` best movies that they have not rated. */
export async function recommendTo(
  recommender: Recommender,
  userId: number,
  history: readonly HistoryEntry[],
  k: number,
  options: RecommendOptions,
): Promise<UserList> {
  const person = { history, vector: null };
  const { items } = await recommender.recommend(person, ANYTHING_UNSEEN, k, {
    ...options,
    withoutReasons: true,
  });
  return {
    userId,
    items: items.map(({ movieId }) => movieId),
    scores: runningMinimum(items.map(({ score }) => score)).map((x) => rounded(x, SCORE_STEPS)),
    stars: items.map(({ stars }) => rounded(stars, STARS_STEPS)),
  };
}

function runningMinimum(values: readonly number[]): number[] {
  let least = Infinity;
  return values.map((value) => (least = Math.min(least, value)));
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
