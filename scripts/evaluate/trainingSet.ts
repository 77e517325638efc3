/**
 * @file Everything that a system may learn from, by the names of the data sets: ratings grouped by
 * person, and what the sets say about their movies and people.
 */
import { join } from 'node:path';
import type { MovieDescription, TrainingSet } from '../../models/baselines/system';
import type { Dataset, MovieRecord, RatingColumns, UserRecord } from '../../models/dataset/columns';
import { toInteractions } from '../../models/dataset/interactions';
import { poolDatasets, type Pool, type PooledUser } from '../../models/dataset/pool';
import { parseTitle } from '../../models/dataset/title';
import { resolveDataset } from '../data/datasetFolder';
import { TAGS_FILE, type DatasetName } from '../data/datasets';
import { loadNamed } from '../data/loadNamed';
import { loadTags } from '../data/loadTags';
import { DETAILS_FILE, readDetails, type MovieDetails } from '../data/readDetails';
import { fileExists, openSource } from '../data/sourceFile';

export interface LoadedTrainingSet {
  readonly set: TrainingSet;
  /** `[M]` MovieLens ids of the rated movies, ascending. */
  readonly movieIds: Int32Array;
  readonly datasets: readonly DatasetName[];
}

interface Tag {
  /** In lower case. */
  readonly text: string;
  /** Who gave it, in the ids of the set. */
  readonly userId: number;
}

/** What describes movies in the folder of one data set. */
interface Descriptions {
  /** By movie id, each as often as somebody gave it. */
  readonly tags: ReadonlyMap<number, readonly Tag[]>;
  readonly details: ReadonlyMap<number, MovieDetails>;
}

const NO_DETAILS: MovieDetails = { directors: [], actors: [], overview: '' };

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
  const described: Descriptions[] = [];
  for (const name of names) {
    const folder = await resolveDataset(name, from);
    loaded.push(await loadNamed(name, folder, signal));
    described.push(await readDescriptions(folder));
  }
  const pool = poolDatasets(loaded);
  const movieIds = Int32Array.from(new Set(pool.dataset.ratings.movieId)).sort();
  const { interactions, userIds } = toInteractions(pool.dataset.ratings, movieIds);
  const lastRatedAt = lastTimes(pool.dataset.ratings, userIds);
  const records = new Map(pool.dataset.movies.map((movie) => [movie.movieId, movie]));
  const rowOf = rowsOfPeople(userIds, pool);
  const set: TrainingSet = {
    interactions,
    movies: Array.from(movieIds, (id) => describe(id, records.get(id), described, rowOf)),
    users: describeUsers(userIds, pool, loaded),
    ...(lastRatedAt && { lastRatedAt }),
  };
  return { set, movieIds, datasets: names };
}

async function readDescriptions(folder: string): Promise<Descriptions> {
  const detailsPath = join(folder, DETAILS_FILE);
  return {
    tags: (await fileExists(join(folder, TAGS_FILE))) ? await tagsByMovie(folder) : new Map(),
    details: (await fileExists(detailsPath))
      ? (await readDetails(openSource(detailsPath))).details
      : new Map(),
  };
}

async function tagsByMovie(folder: string): Promise<Map<number, Tag[]>> {
  const { tags } = await loadTags(folder);
  const byMovie = new Map<number, Tag[]>();
  tags.movieId.forEach((movieId, row) => {
    const list = byMovie.get(movieId) ?? [];
    list.push({ text: tags.tag[row].toLowerCase(), userId: tags.userId[row] });
    byMovie.set(movieId, list);
  });
  return byMovie;
}

function describe(
  movieId: number,
  record: MovieRecord | undefined,
  described: readonly Descriptions[],
  rowOf: RowOfPerson,
): MovieDescription {
  // A rated movie may be missing from the list of movies; then nothing is known but its ratings.
  const { title, alternateTitle, year } = parseTitle(record?.rawTitle ?? `Movie ${movieId}`);
  const details = described.flatMap((set) => set.details.get(movieId) ?? []);
  const tags = described.flatMap((descriptions, set) =>
    (descriptions.tags.get(movieId) ?? []).map(({ text, userId }) => ({
      text,
      row: rowOf({ set, userId }),
    })),
  );
  return {
    title,
    alternateTitle,
    year,
    genres: record?.genres ?? [],
    tags: tags.map(({ text }) => text),
    ...(tags.length > 0 && { taggedBy: tags.map(({ row }) => row) }),
    ...(details[0] ?? NO_DETAILS),
  };
}

/** Row of a person of one of the sets; -1 for somebody who was left out of the pool. */
type RowOfPerson = (person: PooledUser) => number;

function rowsOfPeople(userIds: Int32Array, { users }: Pool): RowOfPerson {
  const nameOf = ({ set, userId }: PooledUser): string => `${set}:${userId}`;
  const rows = new Map(Array.from(userIds, (id, row) => [nameOf(users[id - 1]), row]));
  return (person) => rows.get(nameOf(person)) ?? -1;
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
