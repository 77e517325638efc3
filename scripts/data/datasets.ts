/** @file The data sets that Kinora reads: which files each is made of, and who parses them. */
import { join } from 'node:path';
import { readCsvMovies, readDatMovies, readItemMovies } from './readMovies';
import type { ReadMovies } from './readMovies';
import { readCsvRatings, readDatRatings, readTabRatings } from './readRatings';
import type { ReadRatings } from './readRatings';
import { readDatUsers, readPipeUsers } from './readUsers';
import type { ReadUsers } from './readUsers';
import type { Source } from './sourceFile';

export const DATASET_NAMES = [
  'ml-latest',
  'ml-latest-small',
  'ml-1m',
  'ml-100k',
  'ml-32m',
] as const;

export type DatasetName = (typeof DATASET_NAMES)[number];

/** A file and its parser. */
export interface FileReader<T> {
  readonly file: string;
  readonly read: (source: Source) => Promise<T>;
}

/** Of several files with the same role the first one that is there is read. */
export interface DatasetLayout {
  readonly ratings: readonly FileReader<ReadRatings>[];
  readonly movies: readonly FileReader<ReadMovies>[];
  /** May be missing, like {@link DatasetLayout.others}. */
  readonly users: readonly FileReader<ReadUsers>[];
  readonly others: readonly string[];
}

export const LINKS_FILE = 'links.csv';
export const TAGS_FILE = 'tags.csv';

const CSV_LAYOUT: DatasetLayout = {
  ratings: [{ file: 'ratings.csv', read: readCsvRatings }],
  movies: [{ file: 'movies.csv', read: readCsvMovies }],
  users: [],
  others: [LINKS_FILE, TAGS_FILE, 'README.txt', 'README.html'],
};

export const DATASETS: Readonly<Record<DatasetName, DatasetLayout>> = {
  'ml-latest': CSV_LAYOUT,
  'ml-latest-small': CSV_LAYOUT,
  'ml-32m': CSV_LAYOUT,
  'ml-1m': {
    ratings: [{ file: 'ratings.dat', read: readDatRatings }],
    movies: [{ file: 'movies.dat', read: readDatMovies }],
    users: [{ file: 'users.dat', read: readDatUsers }],
    others: ['README'],
  },
  'ml-100k': {
    ratings: [{ file: 'u.data', read: readTabRatings }],
    movies: [
      { file: 'u.item', read: readItemMovies },
      { file: 'movies.csv', read: readCsvMovies },
    ],
    users: [{ file: 'u.user', read: readPipeUsers }],
    others: ['README'],
  },
};

/** Where `npm run data` keeps data sets, relative to the folder it runs in. */
export const DEFAULT_CACHE_FOLDER = join('.cache', 'datasets');

/** Every file of a data set that is worth taking out of its archive. */
export function filesOf(name: DatasetName): readonly string[] {
  const { ratings, movies, users, others } = DATASETS[name];
  return [...[...ratings, ...movies, ...users].map(({ file }) => file), ...others];
}
