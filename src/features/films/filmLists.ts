/** @file The three lists of "Your films", and the orders each can be put in. */
import { foldForMatching } from '../../domain/text';
import type { Entry } from '../../state/contract';
import type { FilmList, FilmSort } from '../../state/routes';

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export const LIST_LABELS: Readonly<Record<FilmList, string>> = {
  rated: 'History',
  watchlist: 'Watchlist',
  hidden: 'Not interested',
};

const SORTS: Readonly<Record<FilmList, readonly Option<FilmSort>[]>> = {
  rated: [
    { value: 'date', label: 'Date rated' },
    { value: 'rating', label: 'Your stars' },
    { value: 'title', label: 'Title' },
  ],
  watchlist: [
    { value: 'date', label: 'Date added' },
    { value: 'rating', label: 'Predicted stars' },
    { value: 'title', label: 'Title' },
  ],
  hidden: [
    { value: 'date', label: 'Date' },
    { value: 'title', label: 'Title' },
  ],
};

export function sortOptions(list: FilmList): readonly Option<FilmSort>[] {
  return SORTS[list];
}

/** What the order of a list may depend on. */
export interface OrderInputs {
  /** Newest first, as the library gives them. */
  readonly entries: readonly Entry[];
  readonly sort: FilmSort;
  readonly titleOf: (movieId: number) => string;
  /** Stars to sort by where `sort` is `rating`: the person's own, or predicted ones; 0 for none. */
  readonly starsOf: (entry: Entry) => number;
}

/** Ids in order; ties stay newest first. */
export function orderedIds({ entries, sort, titleOf, starsOf }: OrderInputs): readonly number[] {
  const ids = (sorted: readonly Entry[]) => sorted.map(({ movieId }) => movieId);
  if (sort === 'date') return ids(entries);
  if (sort === 'rating') return ids([...entries].sort((a, b) => starsOf(b) - starsOf(a)));
  const keys = new Map(entries.map(({ movieId }) => [movieId, sortKey(titleOf(movieId))]));
  const keyOf = ({ movieId }: Entry) => keys.get(movieId) ?? '';
  return ids([...entries].sort((a, b) => keyOf(a).localeCompare(keyOf(b))));
}

/** Without the article in front. */
function sortKey(title: string): string {
  return foldForMatching(title).replace(/^(the|an?) /, '');
}
