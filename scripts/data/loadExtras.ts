/** @file What data sets say about their movies besides title, year and genres: tags, makers, plots. */
import { join } from 'node:path';
import type { Tagged } from '../../models/dataset/tagsOfPeople';
import type { Pool, PooledUser } from '../../models/dataset/pool';
import { resolveDataset } from './datasetFolder';
import { TAGS_FILE, type DatasetName } from './datasets';
import { loadTags } from './loadTags';
import { DETAILS_FILE, readDetails, type MovieDetails } from './readDetails';
import { fileExists, openSource } from './sourceFile';

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

/** What is said about a movie in some sets; empty where nothing is. */
export type MovieExtras = MovieDetails & Tagged & { readonly tags: readonly string[] };

const NO_DETAILS: MovieDetails = { directors: [], actors: [], overview: '' };

/** Reads what a folder has of tags and details, which may be nothing. */
async function loadDescriptions(folder: string): Promise<Descriptions> {
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

/** Row of a person of one of the sets; -1 for somebody who was left out of the pool. */
type RowOfPerson = (person: PooledUser) => number;

/** @param userIds `[U]` ids in the pool, by row */
export function rowsOfPeople(userIds: Int32Array, users: Pool['users']): RowOfPerson {
  const nameOf = ({ set, userId }: PooledUser): string => `${set}:${userId}`;
  const rows = new Map(Array.from(userIds, (id, row) => [nameOf(users[id - 1]), row]));
  return (person) => rows.get(nameOf(person)) ?? -1;
}

/**
 * What is known of each movie, `[M]`: the tags of all sets, as far as people of the pool gave them, and
 * the details of the first that has some. Who tags without a rating may be somebody whose ratings are
 * held out elsewhere, so their tags are left out.
 *
 * @param names in the order of the pool
 * @param from folder that holds the sets; default: the cache of `npm run data`
 */
export async function loadExtras(
  names: readonly DatasetName[],
  from: string | undefined,
  movieIds: Int32Array,
  rowOf: RowOfPerson,
): Promise<MovieExtras[]> {
  const sets: Descriptions[] = [];
  for (const name of names) sets.push(await loadDescriptions(await resolveDataset(name, from)));
  return Array.from(movieIds, (id) => extrasOf(id, sets, rowOf));
}

function extrasOf(movieId: number, sets: readonly Descriptions[], rowOf: RowOfPerson): MovieExtras {
  const given = sets.flatMap((descriptions, set) =>
    (descriptions.tags.get(movieId) ?? []).map(({ text, userId }) => ({
      text,
      row: rowOf({ set, userId }),
    })),
  );
  const tags = given.filter(({ row }) => row >= 0);
  const details = sets.flatMap((set) => set.details.get(movieId) ?? []);
  return {
    tags: tags.map(({ text }) => text),
    ...(given.length > 0 && { taggedBy: tags.map(({ row }) => row) }),
    ...(details[0] ?? NO_DETAILS),
  };
}
