/** @file The films a search found, narrowed and put in order like any other list. */
import type { Movie } from '../../domain/movie';
import { foldForMatching } from '../../domain/text';
import type { BrowseSort } from '../../state/routes';
import type { BrowseRoute } from './criteria';

export const NO_STARS: ReadonlyMap<number, number> = new Map();

const COLLATOR = new Intl.Collator('en');

/** Those that meet the route's genres, years and "hide seen", in the order given. */
export function narrowed(
  movies: readonly Movie[],
  route: BrowseRoute,
  isSeen: (movieId: number) => boolean,
): readonly Movie[] {
  const { genres, hideSeen } = route;
  const fromYear = route.fromYear ?? -Infinity;
  const toYear = route.toYear ?? Infinity;
  const isYearFree = route.fromYear === null && route.toYear === null;
  return movies.filter(
    ({ id, year, genres: own }) =>
      (genres.length === 0 || genres.some((genre) => own.includes(genre))) &&
      (isYearFree || (year !== null && year >= fromYear && year <= toYear)) &&
      !(hideSeen && isSeen(id)),
  );
}

/**
 * In another order than that of the search; ties keep the better match ahead. Predictions come later
 * than the matches, so they are put to use by {@link byStars}.
 */
export function inOrder(movies: readonly Movie[], sort: BrowseSort): readonly Movie[] {
  switch (sort) {
    case 'match':
    case 'predicted':
      return movies;
    case 'popularity':
      return [...movies].sort((a, b) => b.ratingCount - a.ratingCount);
    case 'rating':
      return [...movies].sort((a, b) => (b.ratingMean ?? 0) - (a.ratingMean ?? 0));
    case 'year':
      return [...movies].sort((a, b) => (b.year ?? 0) - (a.year ?? 0));
    case 'title':
      return [...movies].sort((a, b) => COLLATOR.compare(sortTitle(a), sortTitle(b)));
  }
}

export function idSet(movieIds: readonly number[]): ReadonlySet<number> {
  return new Set(movieIds);
}

/** The films most liked by prediction first; those without one follow in their own order. */
export function byStars(
  movieIds: readonly number[],
  stars: ReadonlyMap<number, number>,
): readonly number[] {
  return [...movieIds].sort((a, b) => (stars.get(b) ?? 0) - (stars.get(a) ?? 0));
}

/** Without the article in front. */
function sortTitle({ title }: Movie): string {
  return foldForMatching(title).replace(/^(the|an?) /, '');
}
