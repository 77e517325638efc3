/** @file The list behind Browse: of the whole catalogue or of a search, narrowed and in order. */
import type { Movie } from '../../domain/movie';
import type { App } from '../../state/app.svelte';
import type { Problem } from '../../state/contract';
import { steadyOrder } from '../films/steadyOrder';
import { searchedFor, sortOf, type BrowseRoute } from './criteria';
import { byStars, idSet, inOrder, narrowed, NO_STARS } from './matches';

/** A search that finds more says nothing. */
const MOST_MATCHES = 1000;

/** How long to wait before a search is repeated while the second tier is still being indexed. */
const INDEXING_PAUSE_MS = 1200;

/** What a search found. */
interface Found {
  readonly words: string;
  readonly movies: readonly Movie[];
  /** False while lesser-known films may be missing. */
  readonly complete: boolean;
}

/** Make it while a component is set up: it follows the state for as long as the component lives. */
export class BrowseResults {
  /** Why a search failed, or null. */
  problem = $state.raw<Problem | null>(null);
  /** Predicted stars of the films in view; films without a prediction are absent. */
  stars = $state.raw(NO_STARS);

  #found = $state.raw<Found | null>(null);
  /** The list by predicted stars; null unless that order is asked for and worked out. */
  #ranking = $state.raw<readonly number[] | null>(null);
  #inView = $state.raw<readonly number[]>([]);
  readonly #app: Pick<App, 'catalogue' | 'library' | 'recommender'>;
  readonly #route: () => BrowseRoute;

  readonly #words: string = $derived.by(() => searchedFor(this.#route()));
  readonly #seen: ReadonlySet<number> = $derived.by(() =>
    idSet(this.#app.library.history.map(({ movieId }) => movieId)),
  );
  readonly #predictable: ReadonlySet<number> = $derived.by(() =>
    idSet(this.#app.catalogue.list({ sort: 'popularity', minRatings: 1 })),
  );
  readonly #listed: readonly number[] = $derived.by(() =>
    this.#words === '' ? this.#fromCatalogue() : this.#fromSearch(),
  );

  /** Ids, in order. While a new search or ranking is on its way, the one before. */
  readonly movieIds: readonly number[] = $derived.by(() =>
    sortOf(this.#route()) === 'predicted' ? (this.#ranking ?? []) : this.#listed,
  );

  /** True when the words that are searched for find nothing, whatever the filters. */
  readonly foundNothing: boolean = $derived.by(
    () => this.#words !== '' && this.#found?.movies.length === 0,
  );

  /** True while there is nothing to show yet. */
  readonly loading: boolean = $derived.by(() => {
    if (!this.#app.catalogue.ready) return true;
    if (this.#words !== '' && this.#found === null) return this.problem === null;
    return sortOf(this.#route()) === 'predicted' && this.#ranking === null;
  });

  /** True while lesser-known films are still being added. */
  readonly growing: boolean = $derived.by(() => {
    if (!this.#app.catalogue.ready) return false;
    return this.#words === '' ? !this.#app.catalogue.complete : this.#found?.complete === false;
  });

  constructor(app: Pick<App, 'catalogue' | 'library' | 'recommender'>, route: () => BrowseRoute) {
    this.#app = app;
    this.#route = route;
    $effect(() => this.#search());
    $effect(() => this.#rank());
    $effect(() => this.#predict());
  }

  /** Tells which films are on screen, so that theirs are the stars that are predicted. */
  look(movieIds: readonly number[]): void {
    this.#inView = movieIds;
  }

  #fromCatalogue(): readonly number[] {
    const { genres, fromYear, toYear, hideSeen } = this.#route();
    const sort = sortOf(this.#route());
    return this.#app.catalogue.list({
      sort: sort === 'predicted' || sort === 'match' ? 'popularity' : sort,
      genres,
      fromYear: fromYear ?? undefined,
      toYear: toYear ?? undefined,
      exclude: hideSeen ? (movieId) => this.#seen.has(movieId) : undefined,
    });
  }

  #fromSearch(): readonly number[] {
    const route = this.#route();
    const movies = narrowed(this.#found?.movies ?? [], route, (id) => this.#seen.has(id));
    return inOrder(movies, sortOf(route)).map(({ id }) => id);
  }

  #search(): (() => void) | undefined {
    const words = this.#words;
    if (words === '') {
      this.#found = null;
      this.problem = null;
      return undefined;
    }
    if (!this.#app.catalogue.ready) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const ask = async () => {
      const outcome = await this.#app.catalogue.search(words, MOST_MATCHES);
      if (over || outcome.status === 'dropped') return;
      this.problem = outcome.status === 'failed' ? outcome.problem : null;
      if (outcome.status === 'failed') return;
      this.#found = { words, ...outcome.value };
      if (!outcome.value.complete) timer = setTimeout(() => void ask(), INDEXING_PAUSE_MS);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }

  #rank(): (() => void) | undefined {
    if (sortOf(this.#route()) !== 'predicted') {
      this.#ranking = null;
      return undefined;
    }
    const listed = this.#listed;
    const predictable = listed.filter((id) => this.#predictable.has(id));
    if (predictable.length === 0) {
      this.#ranking = listed;
      return undefined;
    }
    let over = false;
    void this.#app.recommender.films.predict(predictable).then((stars) => {
      // Before the first fit there are no predictions; it starts this anew.
      if (over || stars.size === 0) return;
      const ranking = byStars(listed, stars);
      this.#ranking = this.#ranking === null ? ranking : steadyOrder(this.#ranking, ranking);
    });
    return () => {
      over = true;
    };
  }

  #predict(): (() => void) | undefined {
    let over = false;
    void this.#app.recommender.films.predict(this.#inView).then((stars) => {
      if (!over) this.stars = stars;
    });
    return () => {
      over = true;
    };
  }
}
