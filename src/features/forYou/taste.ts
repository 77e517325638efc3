/** @file What a person's own ratings say about genres and decades: counts and means, nothing learned. */
import type { HalfStars } from '../../domain/halfStars';
import type { Movie } from '../../domain/movie';
import { decadeOf } from '../../domain/years';
import { GENRE_NOUNS } from './genreNouns';

type TasteMovie = Pick<Movie, 'title' | 'year' | 'genres'>;

export interface RatedFilm {
  readonly movie: TasteMovie;
  readonly halfStars: HalfStars;
}

export interface GenreTaste {
  readonly genre: string;
  /** Films of this genre that were rated. */
  readonly rated: number;
  /** And those of them that were liked. */
  readonly liked: number;
  /** Mean of its ratings minus the mean of all ratings, in half stars. */
  readonly deviation: number;
  /** How much more often it is liked than its share of well-known films makes likely; 0 is as often. */
  readonly lift: number;
}

export interface Taste {
  readonly liked: readonly RatedFilm[];
  /** The strongest preference first. */
  readonly genres: readonly GenreTaste[];
}

/** A film is liked from three and a half stars on, if its person did not give better to most others. */
const LIKED_HALF_STARS = 7;
/** Films that a genre is given before its own, so that one film makes no preference. */
const PRIOR_FILMS = 1;
/** Weight of a deviation of one half star beside a lift. */
const DEVIATION_WEIGHT = 0.25;

/**
 * @param genreShares share of the well-known films that have a genre, 0 to 1; what is left out counts
 *   as rare
 */
export function tasteOf(
  rated: readonly RatedFilm[],
  genreShares: ReadonlyMap<string, number>,
): Taste {
  const mean = meanOf(rated.map((film) => film.halfStars));
  const threshold = Math.max(LIKED_HALF_STARS, Math.floor(mean));
  const liked = rated.filter(({ halfStars }) => halfStars >= threshold);
  const names = [...new Set(rated.flatMap(({ movie }) => movie.genres))];
  const genres = names
    .filter((genre) => GENRE_NOUNS[genre] !== undefined)
    .map((genre) => genreTaste(genre, rated, liked, mean, genreShares.get(genre) ?? 0))
    .sort((a, b) => strength(b) - strength(a) || a.genre.localeCompare(b.genre));
  return { liked, genres };
}

/** Share of the films that have each genre, 0 to 1. */
export function genreSharesOf(movies: readonly Pick<Movie, 'genres'>[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { genres } of movies) {
    for (const genre of genres) shares.set(genre, (shares.get(genre) ?? 0) + 1 / movies.length);
  }
  return shares;
}

/** How many films of each decade, earliest first; films without a year are left out. */
export function decadeCounts(movies: readonly Pick<Movie, 'year'>[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { year } of movies) {
    if (year !== null) counts.set(decadeOf(year), (counts.get(decadeOf(year)) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/** How strongly a genre stands out, for comparison only. */
export function strength({ lift, deviation }: GenreTaste): number {
  return lift + DEVIATION_WEIGHT * deviation;
}

function genreTaste(
  genre: string,
  rated: readonly RatedFilm[],
  liked: readonly RatedFilm[],
  mean: number,
  share: number,
): GenreTaste {
  const isOfGenre = ({ movie }: RatedFilm) => movie.genres.includes(genre);
  const own = rated.filter(isOfGenre);
  const likedCount = liked.filter(isOfGenre).length;
  const expected = liked.length * share;
  return {
    genre,
    rated: own.length,
    liked: likedCount,
    deviation: meanOf(own.map((film) => film.halfStars)) - mean,
    lift: Math.log((likedCount + PRIOR_FILMS) / (expected + PRIOR_FILMS)),
  };
}

function meanOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
