/**
 * @file Everything that a system may learn from, by the names of the data sets: ratings grouped by
 * person, and what the sets say about their movies and people.
 */
import type { MovieDescription, TrainingSet } from '../../models/baselines/system';
import type { Dataset, MovieRecord, RatingColumns, UserRecord } from '../../models/dataset/columns';
import { toInteractions } from '../../models/dataset/interactions';
import { poolDatasets, type Pool } from '../../models/dataset/pool';
import { parseTitle } from '../../models/dataset/title';
import { resolveDataset } from '../data/datasetFolder';
import type { DatasetName } from '../data/datasets';
import { loadExtras, rowsOfPeople, type MovieExtras } from '../data/loadExtras';
import { loadNamed } from '../data/loadNamed';

export interface LoadedTrainingSet {
  readonly set: TrainingSet;
  /** `[M]` MovieLens ids of the rated movies, ascending. */
  readonly movieIds: Int32Array;
  readonly datasets: readonly DatasetName[];
}

/**
 * Reads and pools the data sets. Movies that nobody rated are left out.
 *
 * @param from folder that holds the sets; default: the cache of `npm run data`
 * @throws a Failure when a set is missing or malformed
 */
export async function loadTrainingSet(
  names: readonly DatasetName[],
  from: string | undefined,
  signal: AbortSignal,
): Promise<LoadedTrainingSet> {
  const loaded: Dataset[] = [];
  for (const name of names) {
    loaded.push(await loadNamed(name, await resolveDataset(name, from), signal));
  }
  const pool = poolDatasets(loaded);
  const movieIds = Int32Array.from(new Set(pool.dataset.ratings.movieId)).sort();
  const { interactions, userIds } = toInteractions(pool.dataset.ratings, movieIds);
  const lastRatedAt = lastTimes(pool.dataset.ratings, userIds);
  const records = new Map(pool.dataset.movies.map((movie) => [movie.movieId, movie]));
  const extras = await loadExtras(names, from, movieIds, rowsOfPeople(userIds, pool.users));
  const set: TrainingSet = {
    interactions,
    movies: Array.from(movieIds, (id, m) => describe(id, records.get(id), extras[m])),
    users: describeUsers(userIds, pool, loaded),
    ...(lastRatedAt && { lastRatedAt }),
  };
  return { set, movieIds, datasets: names };
}

function describe(
  movieId: number,
  record: MovieRecord | undefined,
  extras: MovieExtras,
): MovieDescription {
  // A rated movie may be missing from the list of movies; then nothing is known but its ratings.
  const { title, alternateTitle, year } = parseTitle(record?.rawTitle ?? `Movie ${movieId}`);
  return {
    title,
    alternateTitle,
    year,
    genres: record?.genres ?? [],
    ...extras,
  };
}

/** Unix seconds of each person's last rating; null where the ratings have no times. */
function lastTimes({ userId, timestamp }: RatingColumns, userIds: Int32Array): Int32Array | null {
  const last = new Map<number, number>();
  userId.forEach((id, row) => last.set(id, Math.max(last.get(id) ?? 0, timestamp[row])));
  const times = userIds.map((id) => last.get(id) ?? 0);
  return times.some((at) => at > 0) ? times : null;
}

/** People keep the number of their own set there; in the pool they have another. */
function describeUsers(
  userIds: Int32Array,
  pool: Pool,
  datasets: readonly Dataset[],
): (UserRecord | null)[] {
  const known = datasets.map(({ users }) => new Map(users.map((user) => [user.userId, user])));
  return Array.from(userIds, (id) => {
    const { set, userId } = pool.users[id - 1];
    return known[set].get(userId) ?? null;
  });
}
