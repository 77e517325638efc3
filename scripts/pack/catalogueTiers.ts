/** @file The catalogue of a pack from the movies of the data sets: rated tier and unrated tier. */
import type { MovieRecord } from '../../models/dataset/columns';
import { parseTitle } from '../../models/dataset/title';
import type { CatalogueRows } from '../../models/pack/catalogue';
import { contentDescriptions } from '../../models/pack/content';
import { genreNamesOf } from '../../models/ranking/movieFacts';
import type { ContentDescription } from '../../models/towers/contentEncoderFeatures';
import type { RatingStatistics } from '../../models/training/trainedModel';
import type { MovieExtras } from '../data/loadExtras';
import type { MapLayout } from './mapLayout';

export interface CatalogueTiers {
  readonly genreNames: readonly string[];
  readonly rated: CatalogueRows;
  readonly unrated: CatalogueRows;
}

/**
 * Splits the movies into the two tiers.
 *
 * @param movieIds `[M]` the rated movies, in the order of every tensor
 */
export function catalogueTiers(
  movies: readonly MovieRecord[],
  movieIds: Int32Array,
  statistics: RatingStatistics,
  layout: MapLayout,
): CatalogueTiers {
  const genreNames = genreNamesOf(movies);
  const rated = recordsOf(movies, movieIds);
  const isRated = new Set(movieIds);
  const unrated = movies.filter(({ movieId }) => !isRated.has(movieId));
  const nothing: RatingStatistics & MapLayout = {
    ratingCount: new Int32Array(unrated.length),
    ratingMean: new Float32Array(unrated.length),
    x: new Float32Array(unrated.length).fill(NaN),
    y: new Float32Array(unrated.length).fill(NaN),
  };
  return {
    genreNames,
    rated: { ...descriptions(rated, genreNames), ...statistics, ...layout },
    unrated: { ...descriptions(unrated, genreNames), ...nothing },
  };
}

/**
 * What training may read about the rated movies: the same as the page reads in the catalogue, and what
 * else the sets say where that is given.
 *
 * @param extras `[M]` tags, makers and plots, or null
 */
export function describeRated(
  movies: readonly MovieRecord[],
  movieIds: Int32Array,
  extras: readonly MovieExtras[] | null = null,
): { movies: readonly ContentDescription[]; genreNames: readonly string[] } {
  const genreNames = genreNamesOf(movies);
  const rows = descriptions(recordsOf(movies, movieIds), genreNames);
  const described = contentDescriptions(rows, genreNames);
  return {
    movies: extras ? described.map((movie, m) => ({ ...movie, ...extras[m] })) : described,
    genreNames,
  };
}

function recordsOf(movies: readonly MovieRecord[], movieIds: Int32Array): MovieRecord[] {
  const byId = new Map(movies.map((movie) => [movie.movieId, movie]));
  return Array.from(movieIds, (id) => byId.get(id) ?? unnamed(id));
}

/** A rated movie that no data set describes. */
function unnamed(movieId: number): MovieRecord {
  return { movieId, rawTitle: `Movie ${movieId}`, genres: [], imdbId: 0, tmdbId: 0 };
}

function descriptions(
  movies: readonly MovieRecord[],
  genreNames: readonly string[],
): Omit<CatalogueRows, keyof RatingStatistics | keyof MapLayout> {
  const titles = movies.map(({ rawTitle }) => parseTitle(rawTitle));
  const bits = new Map(genreNames.map((name, bit) => [name, 1 << bit]));
  return {
    movieId: Int32Array.from(movies, ({ movieId }) => movieId),
    title: titles.map(({ title }) => title),
    alternateTitle: titles.map(({ alternateTitle }) => alternateTitle),
    year: Int16Array.from(titles, ({ year }) => year ?? 0),
    genres: Int32Array.from(movies, ({ genres }) =>
      genres.reduce((mask, name) => mask | (bits.get(name) ?? 0), 0),
    ),
    imdbId: Int32Array.from(movies, ({ imdbId }) => imdbId),
    tmdbId: Int32Array.from(movies, ({ tmdbId }) => tmdbId),
  };
}
