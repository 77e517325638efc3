/** @file Recommendations for everybody in a ratings file, through the code that the worker runs. */
import type { RatingColumns } from '../../models/dataset/columns';
import type { Recommender } from '../../models/recommender';
import type { HistoryEntry } from '../../models/shapes';

/** One line of the result. */
export interface UserList {
  readonly userId: number;
  /** MovieLens ids, best first; rated movies are left out. */
  readonly items: readonly number[];
  /** Ranking score of each item. */
  readonly scores: readonly number[];
  /** Predicted stars of each item. */
  readonly stars: readonly number[];
}

const MILLISECONDS = 1000;

/** Each person's ratings, in the order in which the people first appear. */
export function historiesOf(ratings: RatingColumns): ReadonlyMap<number, HistoryEntry[]> {
  const histories = new Map<number, HistoryEntry[]>();
  ratings.userId.forEach((userId, row) => {
    const history = histories.get(userId) ?? [];
    history.push({
      movieId: ratings.movieId[row],
      halfStars: ratings.halfStars[row],
      ratedAt: ratings.timestamp[row] * MILLISECONDS,
    });
    histories.set(userId, history);
  });
  return histories;
}

/** Fits one person and lists the `k` best movies that they have not rated. */
export async function recommendTo(
  recommender: Recommender,
  userId: number,
  history: readonly HistoryEntry[],
  k: number,
): Promise<UserList> {
  const constraints = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
  const { items } = await recommender.recommend({ history, vector: null }, constraints, k);
  return {
    userId,
    items: items.map(({ movieId }) => movieId),
    scores: items.map(({ score }) => score),
    stars: items.map(({ stars }) => stars),
  };
}
