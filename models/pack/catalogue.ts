/** @file The catalogue file of a pack: one JSON object of parallel columns for each tier. */
import { PackError } from './errors';

/** Columns of one tier; `M` rows. Row `i` of the rated tier is movie index `i` of every tensor. */
export interface CatalogueRows {
  readonly movieId: Int32Array;
  /** For display: article in front, no year. */
  readonly title: readonly string[];
  readonly alternateTitle: readonly string[];
  /** 0 where unknown. */
  readonly year: Int16Array;
  /** Bit `g` stands for `genreNames[g]` of the manifest. */
  readonly genres: Int32Array;
  /** IMDb number without `tt`; 0 where unknown. */
  readonly imdbId: Int32Array;
  readonly tmdbId: Int32Array;
  readonly ratingCount: Int32Array;
  /** Mean in stars; 0 where nobody rated it. */
  readonly ratingMean: Float32Array;
  /** Place on the map, 0 to 1; NaN in the unrated tier. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Places are stored as integers of this many steps. */
const MAP_STEPS = 10_000;
const MEAN_STEPS = 100;

const RATED_COLUMNS = ['ratingCount', 'ratingMean', 'x', 'y'] as const;
const NUMBER_COLUMNS = ['movieId', 'year', 'genres', 'imdbId', 'tmdbId'] as const;

/** Catalogue columns to the JSON text of a catalogue file. */
export function encodeCatalogue(rows: CatalogueRows, tier: 'rated' | 'unrated'): string {
  const scaled = (values: Float32Array, steps: number): number[] =>
    Array.from(values, (value) => Math.round(value * steps));
  const rated =
    tier === 'rated'
      ? {
          ratingCount: Array.from(rows.ratingCount),
          ratingMean: scaled(rows.ratingMean, MEAN_STEPS),
          x: scaled(rows.x, MAP_STEPS),
          y: scaled(rows.y, MAP_STEPS),
        }
      : {};
  return JSON.stringify({
    movieId: Array.from(rows.movieId),
    title: rows.title,
    alternateTitle: rows.alternateTitle,
    year: Array.from(rows.year),
    genres: Array.from(rows.genres),
    imdbId: Array.from(rows.imdbId),
    tmdbId: Array.from(rows.tmdbId),
    ...rated,
  });
}

/**
 * The inverse of {@link encodeCatalogue}.
 *
 * @throws PackError `pack-malformed` when a column is missing, too short or of another type.
 */
export function decodeCatalogue(
  text: string,
  tier: 'rated' | 'unrated',
  size: number,
): CatalogueRows {
  const json: unknown = parseJson(text);
  const title = stringColumn(json, 'title', size);
  const alternateTitle = stringColumn(json, 'alternateTitle', size);
  const [movieId, year, genres, imdbId, tmdbId] = NUMBER_COLUMNS.map((name) =>
    numberColumn(json, name, size),
  );
  const [ratingCount, ratingMean, x, y] = RATED_COLUMNS.map((name) =>
    tier === 'rated' ? numberColumn(json, name, size) : [],
  );
  const unplaced = (): Float32Array => new Float32Array(size).fill(NaN);
  const isRated = tier === 'rated';
  return {
    movieId: Int32Array.from(movieId),
    title,
    alternateTitle,
    year: Int16Array.from(year),
    genres: Int32Array.from(genres),
    imdbId: Int32Array.from(imdbId),
    tmdbId: Int32Array.from(tmdbId),
    ratingCount: isRated ? Int32Array.from(ratingCount) : new Int32Array(size),
    ratingMean: isRated
      ? Float32Array.from(ratingMean, (mean) => mean / MEAN_STEPS)
      : new Float32Array(size),
    x: isRated ? Float32Array.from(x, (place) => place / MAP_STEPS) : unplaced(),
    y: isRated ? Float32Array.from(y, (place) => place / MAP_STEPS) : unplaced(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PackError('pack-malformed', `The catalogue is not JSON: ${String(error)}`);
  }
}

function column(json: unknown, name: string, size: number): readonly unknown[] {
  const value: unknown =
    typeof json === 'object' && json !== null
      ? Object.entries(json).find(([key]) => key === name)?.[1]
      : undefined;
  if (!Array.isArray(value) || value.length !== size) {
    throw new PackError(
      'pack-malformed',
      `The catalogue's column ${name} does not have ${size} rows.`,
    );
  }
  return value;
}

function stringColumn(json: unknown, name: string, size: number): readonly string[] {
  const values = column(json, name, size);
  if (!values.every((value): value is string => typeof value === 'string')) {
    throw new PackError('pack-malformed', `The catalogue's column ${name} is not all text.`);
  }
  return values;
}

function numberColumn(json: unknown, name: string, size: number): readonly number[] {
  const values = column(json, name, size);
  if (!values.every((value): value is number => typeof value === 'number')) {
    throw new PackError('pack-malformed', `The catalogue's column ${name} is not all numbers.`);
  }
  return values;
}
