/** @file Search as you type over all titles: typos, articles, accents, years. */
import MiniSearch, { type SearchOptions, type SearchResult } from 'minisearch';
import type { MovieId } from '../recommender.api';
import { indexedWords, tellingWords, titleKey, wordsOf } from './searchText';

/** The columns of one tier of the catalogue that search reads, `[M]` each. */
export interface SearchColumns {
  readonly movieId: Int32Array;
  readonly title: readonly string[];
  readonly alternateTitle: readonly string[];
  /** 0 where unknown. */
  readonly year: Int16Array;
  readonly ratingCount: Int32Array;
}

interface TitleRow {
  readonly id: number;
  readonly title: string;
  readonly alternateTitle: string;
  readonly year: string;
}

/** Indexing gives way to requests at least this often. */
const SLICE_MS = 8;

/** How much the title's own field counts against a second title and the year. */
const FIELD_BOOST = { title: 1, alternateTitle: 0.8, year: 0.4 } as const;

/** A movie with as many ratings as the most rated one counts this many times as much, plus one. */
const POPULARITY_WEIGHT = 2;

/** Matches of the whole title that are looked at more closely than the index does. */
const CLOSE_LOOK = 300;
const EXACT_TITLE_FACTOR = 5;
const TITLE_START_FACTOR = 2.5;
const PHRASE_FACTOR = 1.5;
/** The last word is one letter so far, and a word of the title begins with it. */
const INITIAL_FACTOR = 4;

/** Edits allowed in a word of at least so many letters, longest first. */
const FUZZINESS = [
  { letters: 8, edits: 2 },
  { letters: 4, edits: 1 },
] as const;

const YEAR = /^(18|19|20)\d\d$/;
const HAS_DIGIT = /\d/;

/** An index of titles that grows in slices while it is already answering. */
export class TitleIndex {
  readonly #index = new MiniSearch<TitleRow>({
    fields: ['title', 'alternateTitle', 'year'],
    tokenize: (text, field) => (field === 'year' ? [text] : indexedWords(text)),
    processTerm: (word) => word,
  });
  readonly #tiers: { readonly firstRow: number; readonly columns: SearchColumns }[] = [];
  /** First letter of each row's title, as a code unit. */
  #initials: number[] = [];
  #mostRatings = 0;

  /** How many movies can be found. */
  get size(): number {
    return this.#initials.length;
  }

  /**
   * Adds a tier of the catalogue in slices of {@link SLICE_MS}. Tiers must not be added at once.
   *
   * @param pause awaited before each slice, so that waiting requests go first; false ends the work
   * @returns whether the whole tier was added
   */
  async add(columns: SearchColumns, pause: () => Promise<boolean>): Promise<boolean> {
    const firstRow = this.size;
    this.#tiers.push({ firstRow, columns });
    for (const count of columns.ratingCount) this.#mostRatings = Math.max(this.#mostRatings, count);
    let sliceStart = -Infinity;
    for (let i = 0; i < columns.movieId.length; i++) {
      if (performance.now() - sliceStart >= SLICE_MS) {
        if (!(await pause())) return false;
        sliceStart = performance.now();
      }
      this.#addRow(firstRow + i, columns, i);
    }
    return true;
  }

  /** The movies whose titles match best, best first; none for a query without a word. */
  search(query: string, limit: number): MovieId[] {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const rows = this.#ranked(words).slice(0, limit);
    if (words.length === 1 && words[0].length === 1 && rows.length < limit) {
      rows.push(...this.#popularWithInitial(words[0], limit - rows.length, new Set(rows)));
    }
    return rows.map((row) => {
      const { columns, firstRow } = this.#tierOf(row);
      return columns.movieId[row - firstRow];
    });
  }

  #addRow(id: number, columns: SearchColumns, i: number): void {
    this.#index.add({
      id,
      title: columns.title[i],
      alternateTitle: columns.alternateTitle[i],
      year: columns.year[i] === 0 ? '' : String(columns.year[i]),
    });
    this.#initials.push(titleKey(wordsOf(columns.title[i])).charCodeAt(0));
  }

  #ranked(words: readonly string[]): number[] {
    const lastWord = words[words.length - 1];
    const hasInitial = lastWord.length === 1 && words.length > 1;
    const found = this.#lookUp(hasInitial ? words.slice(0, -1) : words, !hasInitial);
    const scored = found.slice(0, CLOSE_LOOK).map((result) => {
      const row = Number(result.id);
      const initial = hasInitial && this.#hasWordStarting(row, lastWord) ? INITIAL_FACTOR : 1;
      return { row, score: result.score * this.#titleFactor(row, words) * initial };
    });
    return scored.sort((a, b) => b.score - a.score || a.row - b.row).map(({ row }) => row);
  }

  /** Movies with all words, or else with any of them. */
  #lookUp(words: readonly string[], isLastUnfinished: boolean): SearchResult[] {
    const terms = tellingWords(words);
    const unfinished = isLastUnfinished ? words[words.length - 1] : null;
    const options: SearchOptions = {
      boost: FIELD_BOOST,
      tokenize: () => terms,
      prefix: (term) => term === unfinished && term.length > 1,
      fuzzy: editsFor,
      boostDocument: (row: number) => this.#popularityFactor(row),
    };
    const query = terms.join(' ');
    const all = this.#index.search(query, { ...options, combineWith: 'AND' });
    return all.length > 0 ? all : this.#index.search(query, { ...options, combineWith: 'OR' });
  }

  #titleFactor(row: number, words: readonly string[]): number {
    const { columns, firstRow } = this.#tierOf(row);
    const lastWord = words[words.length - 1];
    const queries = [titleKey(words)];
    if (words.length > 1 && YEAR.test(lastWord)) queries.push(titleKey(words.slice(0, -1)));
    let best = 1;
    for (const title of [columns.title[row - firstRow], columns.alternateTitle[row - firstRow]]) {
      const key = titleKey(wordsOf(title));
      for (const query of queries) best = Math.max(best, likeness(key, query));
    }
    return best;
  }

  #hasWordStarting(row: number, initial: string): boolean {
    const { columns, firstRow } = this.#tierOf(row);
    return wordsOf(columns.title[row - firstRow]).some((word) => word.startsWith(initial));
  }

  #popularityFactor(row: number): number {
    const { columns, firstRow } = this.#tierOf(row);
    const share =
      Math.log1p(columns.ratingCount[row - firstRow]) / Math.log1p(Math.max(1, this.#mostRatings));
    return 1 + POPULARITY_WEIGHT * share;
  }

  /** One letter matches too much for the index, so it lists the best known titles that begin with it. */
  #popularWithInitial(letter: string, count: number, except: ReadonlySet<number>): number[] {
    const code = letter.charCodeAt(0);
    const rows: number[] = [];
    for (let row = 0; row < this.#initials.length; row++) {
      if (this.#initials[row] === code && !except.has(row)) rows.push(row);
    }
    const popularity = new Map(rows.map((row) => [row, this.#popularityFactor(row)]));
    const by = (row: number): number => popularity.get(row) ?? 0;
    return rows.sort((a, b) => by(b) - by(a) || a - b).slice(0, count);
  }

  #tierOf(row: number): { readonly firstRow: number; readonly columns: SearchColumns } {
    const tier = this.#tiers.findLast(({ firstRow }) => firstRow <= row);
    if (!tier) throw new RangeError(`No movie in row ${row}.`);
    return tier;
  }
}

function editsFor(term: string): number | false {
  if (HAS_DIGIT.test(term)) return false;
  return FUZZINESS.find(({ letters }) => term.length >= letters)?.edits ?? false;
}

function likeness(key: string, query: string): number {
  if (key === '' || query === '') return 1;
  if (key === query) return EXACT_TITLE_FACTOR;
  if (key.startsWith(query)) return TITLE_START_FACTOR;
  return ` ${key}`.includes(` ${query}`) ? PHRASE_FACTOR : 1;
}
