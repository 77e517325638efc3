/** @file The films of the map as columns, in the chart's own coordinates. */
import { GENRES_BY_DISTINCTIVENESS } from '../../domain/genres';
import { createProjection, type Place, type Projection } from './projection';

/** What the chart needs of the catalogue's columns. */
export interface ChartColumns {
  readonly movieId: ArrayLike<number>;
  readonly title: ArrayLike<string>;
  readonly year: ArrayLike<number>;
  readonly genres: ArrayLike<number>;
  readonly genreNames: readonly string[];
  readonly ratingCount: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Parallel columns, one element a film; the most rated film comes first. */
export interface Chart {
  readonly size: number;
  readonly movieId: Int32Array;
  readonly title: readonly string[];
  /** In the disc of radius 1 around 0, 0. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly ratingCount: Int32Array;
  /** 0 where unknown. */
  readonly year: Int16Array;
  /** Bit `g` stands for `GENRES_BY_DISTINCTIVENESS[g]`. */
  readonly genres: Int32Array;
  /** Index of the most telling genre in that list; {@link NO_MAIN_GENRE} without one. */
  readonly mainGenre: Uint8Array;
  /** The same projection for anything else with a place in the layout: the person. */
  readonly project: Projection;
  /** A film's index, or undefined when it has no place. */
  indexOf(movieId: number): number | undefined;
}

export const NO_MAIN_GENRE: number = GENRES_BY_DISTINCTIVENESS.length;

/** The films that have a place. */
export function createChart(columns: ChartColumns): Chart {
  const rows = placedRows(columns);
  const column =
    <T>(values: ArrayLike<T>) =>
    (_: unknown, i: number) =>
      values[rows[i]];
  const shape = { length: rows.length };
  const ratingCount = Int32Array.from(shape, column(columns.ratingCount));
  const x = Float32Array.from(shape, column(columns.x));
  const y = Float32Array.from(shape, column(columns.y));
  const project = createProjection(x, y, ratingCount.map(roomFor));
  projectInPlace(x, y, project);
  const movieId = Int32Array.from(shape, column(columns.movieId));
  const genres = Int32Array.from(shape, rebitted(columns, rows));
  const indices = new Map(Array.from(movieId, (id, i) => [id, i]));
  return {
    size: rows.length,
    movieId,
    title: Array.from(shape, column(columns.title)),
    x,
    y,
    ratingCount,
    year: Int16Array.from(shape, column(columns.year)),
    genres,
    mainGenre: Uint8Array.from(genres, mainGenreOf),
    project,
    indexOf: (id) => indices.get(id),
  };
}

/** Where a film of the chart is. */
export function placeOf(chart: Chart, index: number): Place {
  return { x: chart.x[index], y: chart.y[index] };
}

/** A film that nobody knows needs little room, and one that everybody knows not all of it. */
function roomFor(ratingCount: number): number {
  return 1 + Math.floor(Math.log2(1 + ratingCount));
}

function placedRows({ x, y, ratingCount }: ChartColumns): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < x.length; row += 1) {
    if (!Number.isNaN(x[row]) && !Number.isNaN(y[row])) rows.push(row);
  }
  return Uint32Array.from(rows).sort((a, b) => ratingCount[b] - ratingCount[a] || a - b);
}

function projectInPlace(x: Float32Array, y: Float32Array, project: Projection): void {
  for (let i = 0; i < x.length; i += 1) {
    const place = project({ x: x[i], y: y[i] });
    x[i] = place.x;
    y[i] = place.y;
  }
}

/** Genre bits of the pack's order to those of `GENRES_BY_DISTINCTIVENESS`. */
function rebitted({ genres, genreNames }: ChartColumns, rows: Uint32Array) {
  const bits = GENRES_BY_DISTINCTIVENESS.map((genre) => genreNames.indexOf(genre));
  return (_: unknown, i: number): number => {
    const mask = genres[rows[i]];
    return bits.reduce(
      (result, bit, genre) =>
        bit >= 0 && (mask & (1 << bit)) !== 0 ? result | (1 << genre) : result,
      0,
    );
  };
}

function mainGenreOf(mask: number): number {
  return mask === 0 ? NO_MAIN_GENRE : Math.log2(mask & -mask);
}
