/**
 * @file The catalogue as columns, with `Movie` objects made on demand: 86,537 objects up front would
 * cost a visible pause and tens of megabytes.
 */
import type { CatalogueColumns } from '../client/contract';
import { genresInMask } from '../domain/genres';
import type { Movie } from '../domain/movie';
import { rowsInOrder } from './movieOrder';
import type { CatalogueSort } from './routes';

const IMDB_DIGITS = 7;

export class MovieTable {
  readonly columns: CatalogueColumns;
  readonly #rows: ReadonlyMap<number, number>;
  readonly #movies = new Map<number, Movie>();
  readonly #orders = new Map<CatalogueSort, Uint32Array>();

  constructor(columns: CatalogueColumns) {
    this.columns = columns;
    const rows = new Map<number, number>();
    columns.movieId.forEach((movieId, row) => rows.set(movieId, row));
    this.#rows = rows;
  }

  get size(): number {
    return this.columns.movieId.length;
  }

  /** The row of a movie, or undefined when it is not in this table. */
  rowOf(movieId: number): number | undefined {
    return this.#rows.get(movieId);
  }

  /** The movie, always the same object for the same id. */
  get(movieId: number): Movie | undefined {
    const known = this.#movies.get(movieId);
    if (known !== undefined) return known;
    const row = this.rowOf(movieId);
    if (row === undefined) return undefined;
    const movie = movieAt(this.columns, row);
    this.#movies.set(movieId, movie);
    return movie;
  }

  /** All rows in an order, worked out once. */
  order(sort: CatalogueSort): Uint32Array {
    const known = this.#orders.get(sort);
    if (known !== undefined) return known;
    const order = rowsInOrder(this.columns, sort);
    this.#orders.set(sort, order);
    return order;
  }

  /** This table with the rows of another tier behind its own. */
  joined(other: CatalogueColumns): MovieTable {
    const table = new MovieTable(joinedColumns(this.columns, other));
    for (const [movieId, movie] of this.#movies) table.#movies.set(movieId, movie);
    return table;
  }
}

function movieAt(columns: CatalogueColumns, row: number): Movie {
  const { x, y, imdbId, tmdbId, year, ratingCount } = columns;
  return {
    id: columns.movieId[row],
    title: columns.title[row],
    alternateTitle: columns.alternateTitle[row],
    year: year[row] === 0 ? null : year[row],
    genres: genresInMask(columns.genres[row], columns.genreNames),
    imdbId: imdbId[row] === 0 ? null : `tt${String(imdbId[row]).padStart(IMDB_DIGITS, '0')}`,
    tmdbId: tmdbId[row] === 0 ? null : tmdbId[row],
    ratingCount: ratingCount[row],
    ratingMean: ratingCount[row] === 0 ? null : columns.ratingMean[row],
    place: Number.isNaN(x[row]) || Number.isNaN(y[row]) ? null : { x: x[row], y: y[row] },
  };
}

function joinedColumns(a: CatalogueColumns, b: CatalogueColumns): CatalogueColumns {
  return {
    tier: a.tier,
    genreNames: a.genreNames,
    movieId: joined(a.movieId, b.movieId, Int32Array),
    title: [...a.title, ...b.title],
    alternateTitle: [...a.alternateTitle, ...b.alternateTitle],
    year: joined(a.year, b.year, Int16Array),
    genres: joined(a.genres, b.genres, Int32Array),
    imdbId: joined(a.imdbId, b.imdbId, Int32Array),
    tmdbId: joined(a.tmdbId, b.tmdbId, Int32Array),
    ratingCount: joined(a.ratingCount, b.ratingCount, Int32Array),
    ratingMean: joined(a.ratingMean, b.ratingMean, Float32Array),
    x: joined(a.x, b.x, Float32Array),
    y: joined(a.y, b.y, Float32Array),
  };
}

interface Settable<T> {
  readonly length: number;
  set(source: T, offset?: number): void;
}

function joined<T extends Settable<T>>(a: T, b: T, Column: new (length: number) => T): T {
  const column = new Column(a.length + b.length);
  column.set(a);
  column.set(b, a.length);
  return column;
}
