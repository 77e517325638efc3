/** @file What Browse was asked for: the query of its address, and how its parts depend on each other. */
import { decadeLabel, decadeOf, decadesBetween } from '../../domain/years';
import type { BrowseSort, Route } from '../../state/routes';

export type BrowseRoute = Extract<Route, { name: 'browse' }>;

const YEARS_OF_A_DECADE = 10;

const SORT_LABELS: Readonly<Record<BrowseSort, string>> = {
  match: 'Best match',
  predicted: 'Predicted stars',
  popularity: 'Most rated',
  rating: 'Best rated',
  year: 'Newest',
  title: 'Title',
};

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** The words that are searched for; empty when nothing is. */
export function searchedFor({ query }: BrowseRoute): string {
  return query.trim();
}

/** The order that is shown: a best match needs a search. */
export function sortOf(route: BrowseRoute): BrowseSort {
  const isSearch = searchedFor(route) !== '';
  if (route.sort === 'match' && !isSearch) return 'popularity';
  return route.sort ?? (isSearch ? 'match' : 'popularity');
}

/** The orders on offer, by name. */
export function sortOptions(route: BrowseRoute): readonly Option<BrowseSort>[] {
  const sorts: BrowseSort[] = ['predicted', 'popularity', 'rating', 'year', 'title'];
  if (searchedFor(route) !== '') sorts.unshift('match');
  return sorts.map((value) => ({ value, label: SORT_LABELS[value] }));
}

/** Puts in a new first or last year; the other end gives way rather than make the range empty. */
export function withYears(
  route: BrowseRoute,
  change: { readonly fromYear: number | null } | { readonly toYear: number | null },
): BrowseRoute {
  const next = { ...route, ...change };
  if (next.fromYear === null || next.toYear === null || next.fromYear <= next.toYear) return next;
  return 'fromYear' in change
    ? { ...next, toYear: lastOfDecade(next.fromYear) }
    : { ...next, fromYear: decadeOf(next.toYear) };
}

/**
 * The years on offer for one end of the range: its decades, latest first, and the year chosen by a
 * link where it is not at the edge of one.
 * @param chosen the year chosen now, or null
 */
export function yearOptions(
  end: 'from' | 'to',
  [earliest, latest]: readonly [earliest: number, latest: number],
  chosen: number | null,
): readonly Option<string>[] {
  const decades = decadesBetween(earliest, latest).map((decade) => ({
    year: end === 'from' ? decade : lastOfDecade(decade),
    label: decadeLabel(decade),
  }));
  if (chosen !== null && !decades.some(({ year }) => year === chosen)) {
    decades.push({ year: chosen, label: String(chosen) });
  }
  const years = decades.sort((a, b) => b.year - a.year);
  return [
    { value: '', label: 'any year' },
    ...years.map(({ year, label }) => ({ value: String(year), label })),
  ];
}

/** Whether anything narrows the list. */
export function isNarrowed(route: BrowseRoute): boolean {
  const { genres, fromYear, toYear, hideSeen } = route;
  return genres.length > 0 || fromYear !== null || toYear !== null || hideSeen;
}

/** `the 1990s`, `1995`, `1970 to 1989`, `1990 or later`; null without a restriction. */
export function yearsInWords({ fromYear, toYear }: BrowseRoute): string | null {
  if (fromYear === null && toYear === null) return null;
  if (toYear === null) return `${fromYear} or later`;
  if (fromYear === null) return `${toYear} or earlier`;
  if (fromYear === toYear) return String(fromYear);
  const isDecade = fromYear === decadeOf(fromYear) && toYear === lastOfDecade(fromYear);
  return isDecade ? `the ${decadeLabel(fromYear)}` : `${fromYear} to ${toYear}`;
}

function lastOfDecade(year: number): number {
  return decadeOf(year) + YEARS_OF_A_DECADE - 1;
}
