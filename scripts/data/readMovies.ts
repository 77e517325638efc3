/** @file Movies of every official format. */
import type { MovieRecord } from '../../models/dataset/columns';
import { parseWholeNumber, splitCsv, splitOn } from './fields';
import type { FileReport } from './lineReport';
import { readTable } from './readTable';
import type { RowHandler, TableFormat } from './readTable';
import type { Source } from './sourceFile';

export interface ReadMovies {
  readonly movies: readonly MovieRecord[];
  readonly report: FileReport;
}

const NO_GENRES = new Set(['(no genres listed)', 'unknown', '']);
/** Order of the 19 flags at the end of a `u.item` line (README of ml-100k). */
const ML_100K_GENRES =
  "unknown|Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western".split(
    '|',
  );
/** id, title, release date, video release date, IMDb address */
const U_ITEM_FIELDS_BEFORE_GENRES = 5;

const CSV: TableFormat = {
  encoding: 'utf-8',
  split: splitCsv,
  headers: [
    ['movieId', 'title', 'genres'],
    ['movieId', 'title', 'year', 'genres'],
  ],
};
const DAT: TableFormat = { encoding: 'latin1', split: splitOn('::') };
const U_ITEM: TableFormat = { encoding: 'latin1', split: splitOn('|') };

/** `movieId,title,genres` with a header line; also `movieId,title,year,genres`. */
export function readCsvMovies(source: Source): Promise<ReadMovies> {
  return readMovies(source, CSV, (fields) => ({
    id: fields[0],
    title: fields[1],
    genres: fields[fields.length - 1].split('|'),
  }));
}

/** `id::title::genres`, latin-1 (ml-1m). */
export function readDatMovies(source: Source): Promise<ReadMovies> {
  return readMovies(source, DAT, (fields) => {
    if (fields.length !== 3) return `${fields.length} fields, expected 3`;
    return { id: fields[0], title: fields[1], genres: fields[2].split('|') };
  });
}

/** The `u.item` of ml-100k: `id|title|date|date|address|` and 19 flags, latin-1. */
export function readItemMovies(source: Source): Promise<ReadMovies> {
  const fieldCount = U_ITEM_FIELDS_BEFORE_GENRES + ML_100K_GENRES.length;
  return readMovies(source, U_ITEM, (fields) => {
    if (fields.length !== fieldCount) return `${fields.length} fields, expected ${fieldCount}`;
    const flags = fields.slice(U_ITEM_FIELDS_BEFORE_GENRES);
    if (!flags.every((flag) => flag === '0' || flag === '1')) return 'a genre flag is not 0 or 1';
    const genres = ML_100K_GENRES.filter((_, genre) => flags[genre] === '1');
    return { id: fields[0], title: fields[1], genres };
  });
}

interface MovieFields {
  readonly id: string;
  readonly title: string;
  readonly genres: readonly string[];
}

async function readMovies(
  source: Source,
  format: TableFormat,
  fieldsOf: (fields: readonly string[]) => MovieFields | string,
): Promise<ReadMovies> {
  const movies = new Map<number, MovieRecord>();
  const onRow: RowHandler = (row) => {
    const fields = fieldsOf(row);
    if (typeof fields === 'string') return fields;
    const movieId = parseWholeNumber(fields.id);
    if (movieId === null) return `movie id "${fields.id}" is not a whole number`;
    if (movies.has(movieId)) return `movie ${movieId} is there already`;
    const rawTitle = fields.title.trim();
    if (rawTitle === '') return 'the title is empty';
    const genres = fields.genres.map((genre) => genre.trim()).filter((g) => !NO_GENRES.has(g));
    movies.set(movieId, { movieId, rawTitle, genres, imdbId: 0, tmdbId: 0 });
    return null;
  };
  const report = await readTable(source, format, onRow);
  return { movies: [...movies.values()], report };
}
