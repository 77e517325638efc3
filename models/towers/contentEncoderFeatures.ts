/**
 * @file What the content encoder reads of a movie: its genres and pairs of them, its year, genres at
 * their time, and words. Features have names, so that the same movie means the same in training and
 * in the page, whatever the order of a vocabulary.
 */
import type { Tagged } from '../dataset/tagsOfPeople';

/** What is known of a movie besides its ratings. */
export interface ContentDescription extends Tagged {
  readonly title: string;
  readonly alternateTitle?: string;
  /** null where unknown. */
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly directors?: readonly string[];
  readonly actors?: readonly string[];
  readonly overview?: string;
}

/** What may be read besides title, year and genres, where a data set has it. */
export const CONTENT_SOURCES = ['tags', 'directors', 'actors', 'overview'] as const;

export type ContentSource = (typeof CONTENT_SOURCES)[number];

/** Told each feature of a movie, each once. */
export type FeatureVisitor = (name: string, value: number) => void;

/** Years between which the effect of the year is linear; denser where films are. */
const YEARS: readonly number[] = [
  1920, 1930, 1940, 1950, 1960, 1970, 1975, 1980, 1985, 1990, 1994, 1997, 2000, 2003, 2006, 2009,
  2012, 2015, 2018, 2021, 2024,
];
/** The same for one genre, of which there are fewer films. */
const GENRE_YEARS: readonly number[] = [1930, 1960, 1980, 1995, 2005, 2015, 2024];

const WORD = /[\p{L}\p{N}]+/gu;
const ACCENTS = /\p{M}/gu;
const NOT_ASCII = /[^ -~]/;

/** Names of features of genre and year begin so; no word does. */
const CONTEXT_PREFIX = '@';

/** Whether a feature is a word, a tag or a name, rather than genre or year. */
export function isWordFeature(name: string): boolean {
  return !name.startsWith(CONTEXT_PREFIX);
}

/** Features of genres and year; they depend on nothing else. */
export function visitContext(
  year: number | null,
  genres: readonly string[],
  visit: FeatureVisitor,
): void {
  visit('@all', 1);
  const sorted = [...genres].sort();
  if (sorted.length === 0) visit('@genre:none', 1);
  sorted.forEach((genre, i) => {
    visit(`@genre:${genre}`, 1);
    for (const other of sorted.slice(i + 1)) visit(`@genres:${genre}+${other}`, 1);
  });
  if (year === null) {
    visit('@year:none', 1);
    return;
  }
  visitHats(YEARS, year, (knot, share) => visit(`@year:${knot}`, share));
  visitHats(GENRE_YEARS, year, (knot, share) => {
    for (const genre of sorted) visit(`@genre:${genre}@${knot}`, share);
  });
}

/** Linear interpolation: the two knots around `x`, and the share of each; beyond the ends, the end. */
function visitHats(
  knots: readonly number[],
  x: number,
  visit: (knot: number, share: number) => void,
): void {
  const last = knots.length - 1;
  const inside = Math.min(Math.max(x, knots[0]), knots[last]);
  const left = Math.min(
    knots.findLastIndex((knot) => knot <= inside),
    last - 1,
  );
  const share = (inside - knots[left]) / (knots[left + 1] - knots[left]);
  if (share < 1) visit(knots[left], 1 - share);
  if (share > 0) visit(knots[left + 1], share);
}

/** Words of both titles. */
export function visitTitle(
  { title, alternateTitle }: ContentDescription,
  visit: FeatureVisitor,
): void {
  const words = [...wordsOf(title)];
  if (alternateTitle) words.push(...wordsOf(alternateTitle));
  for (const word of new Set(words)) visit(word, 1);
}

/** What the sources say. */
export function visitTerms(
  movie: ContentDescription,
  sources: readonly ContentSource[],
  visit: FeatureVisitor,
): void {
  for (const source of sources) {
    for (const term of new Set(termsOf(movie, source))) visit(nameOfTerm(source, term), 1);
  }
}

/** Whether a feature is a term of one of the sources; words of titles hold no colon. */
export function isTermOf(sources: readonly ContentSource[], name: string): boolean {
  return sources.some((source) => name.startsWith(nameOfTerm(source, '')));
}

function nameOfTerm(source: ContentSource, term: string): string {
  return `${source}:${term}`;
}

function termsOf(movie: ContentDescription, source: ContentSource): readonly string[] {
  if (source === 'overview') return wordsOf(movie.overview ?? '');
  return (movie[source] ?? []).map((term) => term.toLowerCase());
}

/** Lower case, no accents, no punctuation. */
function wordsOf(text: string): readonly string[] {
  // Most titles are ASCII, for which the normal form is the text itself.
  const plain = NOT_ASCII.test(text) ? text.normalize('NFD').replace(ACCENTS, '') : text;
  return plain.toLowerCase().match(WORD) ?? [];
}
