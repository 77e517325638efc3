/** @file All films of the pack: by id, as filtered and sorted lists, and by search. */
import type { CatalogueColumns } from '../client/contract';
import { DROPPED, type Outcome } from '../client/outcome';
import type { RecommenderClient } from '../client/recommenderClient';
import { genreMask } from '../domain/genres';
import type { Movie } from '../domain/movie';
import { priorRatings } from './movieOrder';
import { MovieTable } from './movieTable';
import type { CatalogueSort } from './routes';
import { CATALOGUE_MARK, markOnce } from './timeline';

export interface ListOptions {
  readonly sort: CatalogueSort;
  /** Any of them is enough; empty or left out means no restriction. */
  readonly genres?: readonly string[];
  /** Inclusive. */
  readonly fromYear?: number;
  readonly toYear?: number;
  /** Movies with fewer ratings are left out. */
  readonly minRatings?: number;
  readonly exclude?: (movieId: number) => boolean;
  /** At most so many. */
  readonly limit?: number;
}

export interface SearchResult {
  /** Best first. */
  readonly movies: readonly Movie[];
  /** False while the lesser-known films are still being indexed. */
  readonly complete: boolean;
}

export class Catalogue {
  /** True once the rated films are here. */
  readonly ready: boolean = $derived.by(() => this.#table !== null);
  /** True once the second tier, films known by name only, is here too. */
  complete = $state(false);

  #table = $state.raw<MovieTable | null>(null);
  readonly #client: RecommenderClient;
  /** The table whose second tier is being loaded. */
  #loading: MovieTable | null = null;
  #searching: AbortController | null = null;

  constructor(client: RecommenderClient) {
    this.#client = client;
  }

  /** How many films there are now. */
  get size(): number {
    return this.#table?.size ?? 0;
  }

  /** Every genre of the pack, in its order. */
  get genreNames(): readonly string[] {
    return this.#table?.columns.genreNames ?? [];
  }

  /** The raw columns, for the map; null until ready. Rows are films in no particular order. */
  get columns(): CatalogueColumns | null {
    return this.#table?.columns ?? null;
  }

  /** A film, always the same object for the same id; undefined when the catalogue lacks it. */
  get(movieId: number): Movie | undefined {
    return this.#table?.get(movieId);
  }

  has(movieId: number): boolean {
    return this.#table?.rowOf(movieId) !== undefined;
  }

  /** For messages, where the film may be unknown. */
  titleOf(movieId: number): string {
    return this.get(movieId)?.title ?? `film ${movieId}`;
  }

  /** Ids in the order of `sort`. Quick enough to call at each change of a filter. */
  list(options: ListOptions): readonly number[] {
    if (this.#table === null) return [];
    const { columns } = this.#table;
    const matches = matcherOf(columns, options);
    const { limit = Infinity } = options;
    const ids: number[] = [];
    for (const row of this.#table.order(options.sort)) {
      if (ids.length >= limit) break;
      if (matches(row)) ids.push(columns.movieId[row]);
    }
    return ids;
  }

  /** {@link list} by rating, of films with enough ratings to be sure of. */
  topRated(options: Omit<ListOptions, 'sort' | 'minRatings'> = {}): readonly number[] {
    if (this.#table === null) return [];
    const minRatings = priorRatings(this.#table.columns.ratingCount);
    return this.list({ ...options, sort: 'rating', minRatings });
  }

  /** Finds films by title; typos and accents are forgiven. A newer search drops an older one. */
  async search(query: string, limit: number): Promise<Outcome<SearchResult>> {
    this.#searching?.abort();
    const searching = new AbortController();
    this.#searching = searching;
    const outcome = await this.#client.search({ query, limit }, { signal: searching.signal });
    if (outcome.status !== 'done') return outcome;
    const { movieIds, complete } = outcome.value;
    const movies = movieIds.flatMap((movieId) => this.get(movieId) ?? []);
    return { status: 'done', value: { movies, complete } };
  }

  /** Takes over the rated films of a pack that was opened. */
  adopt(columns: CatalogueColumns): void {
    this.#setTable(new MovieTable(columns), false);
  }

  /** Loads the second tier. Repeated calls do nothing. */
  async loadUnrated(): Promise<Outcome<null>> {
    const table = this.#table;
    if (table === null || this.complete || this.#loading === table) return DROPPED;
    this.#loading = table;
    const outcome = await this.#client.loadUnrated();
    this.#loading = null;
    if (outcome.status !== 'done') return outcome;
    // Another pack may have been opened meanwhile.
    if (this.#table !== table) return DROPPED;
    this.#setTable(table.joined(outcome.value), true);
    markOnce(CATALOGUE_MARK);
    return { status: 'done', value: null };
  }

  #setTable(table: MovieTable, complete: boolean): void {
    this.#table = table;
    this.complete = complete;
  }
}

function matcherOf(columns: CatalogueColumns, options: ListOptions): (row: number) => boolean {
  const { movieId, genres, year, ratingCount, genreNames } = columns;
  const { fromYear = -Infinity, toYear = Infinity, minRatings = 0, exclude } = options;
  const mask = genreMask(options.genres ?? [], genreNames);
  // A genre that the pack does not know matches nothing, rather than everything.
  const isGenreFree = (options.genres ?? []).length === 0;
  const isYearFree = options.fromYear === undefined && options.toYear === undefined;
  return (row) =>
    (isGenreFree || (genres[row] & mask) !== 0) &&
    (isYearFree || (year[row] !== 0 && year[row] >= fromYear && year[row] <= toYear)) &&
    ratingCount[row] >= minRatings &&
    exclude?.(movieId[row]) !== true;
}
