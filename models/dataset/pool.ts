/**
 * @file Several data sets with the same movie ids as one: users kept apart, people who are in two
 * of them taken once, catalogues joined.
 */
import type { Dataset, MovieRecord, RatingColumns } from './columns';
import { findDuplicateUsers } from './duplicates';

/** A user of one of the pooled sets. */
export interface PooledUser {
  /** Position of the set in the pool. */
  readonly set: number;
  /** Their id in that set. */
  readonly userId: number;
}

export interface Pool {
  readonly dataset: Dataset;
  /** Who user `id` of the pool is: `users[id - 1]`. */
  readonly users: readonly PooledUser[];
  /** Who was left out: named ones, and those found in an earlier set. */
  readonly dropped: readonly PooledUser[];
}

/** User ids to leave out, by name of the data set. */
export type UsersToDrop = Readonly<Record<string, readonly number[]>>;

const NAME_SEPARATOR = '+';

/**
 * Pools data sets. Users get the ids 1, 2, … in the order of their first ratings; somebody whose
 * history is in an earlier set too is left out (see {@link findDuplicateUsers}).
 *
 * The movies are the union; of two records of a movie the one with links stays, else the earlier.
 * Descriptions of users do not outlive the pool, since their ids do not.
 *
 * @param drop users to leave out besides those that are found
 */
export function poolDatasets(datasets: readonly Dataset[], drop: UsersToDrop = {}): Pool {
  const users: PooledUser[] = [];
  const dropped: PooledUser[] = [];
  const parts: RatingColumns[] = [];
  datasets.forEach(({ name, ratings }, set) => {
    const left = new Set(drop[name]);
    for (const earlier of datasets.slice(0, set)) {
      for (const { second } of findDuplicateUsers(earlier.ratings, ratings)) left.add(second);
    }
    const newIds = new Map<number, number>();
    for (const userId of new Set(ratings.userId)) {
      if (left.has(userId)) dropped.push({ set, userId });
      else newIds.set(userId, users.push({ set, userId }));
    }
    parts.push(renumber(ratings, newIds));
  });
  const dataset: Dataset = {
    name: datasets.map(({ name }) => name).join(NAME_SEPARATOR),
    ratings: concatenate(parts),
    movies: joinMovies(datasets),
    users: [],
  };
  return { dataset, users, dropped };
}

/** The ratings of the users in the map, under their new ids. */
function renumber(ratings: RatingColumns, newIds: ReadonlyMap<number, number>): RatingColumns {
  const rows = new Int32Array(ratings.userId.length);
  let kept = 0;
  for (let row = 0; row < rows.length; row++) {
    if (newIds.has(ratings.userId[row])) rows[kept++] = row;
  }
  const { movieId, halfStars, timestamp, userId } = selectRatings(ratings, rows.subarray(0, kept));
  return { userId: userId.map((id) => newIds.get(id) ?? 0), movieId, halfStars, timestamp };
}
