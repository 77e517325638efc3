/**
 * @file "For you": after every change of the history the embedding is fitted again and the shelves are
 * filled anew. A newer change drops the older work; until new shelves are there the old ones stay.
 */
import { tick, untrack } from 'svelte';
import type { CandidateFilter, Dials, Problem, RecommendAnswer } from '../client/contract';
import { DROPPED, type Outcome } from '../client/outcome';
import type { KinoraDatabase } from '../db/database';
import { genreMask } from '../domain/genres';
import type { AboutYou } from './aboutYou.svelte';
import type { Catalogue } from './catalogue.svelte';
import type { Device } from './device.svelte';
import { fingerprintOf } from './fingerprint';
import { Fitting } from './fitting.svelte';
import type { Library } from './library.svelte';
import type { Settings } from './settings.svelte';
import { personOf, SingleFilms } from './singleFilms.svelte';
import type { Systems } from './systems.svelte';
import {
  assembledShelves,
  EMPTY_SHELVES,
  SHELF_CANDIDATES,
  SHELF_LENGTH,
  type Shelves,
} from './shelves';
import { FIRST_SHELVES_MARK, markOnce, RATING_MEASURE } from './timeline';

export interface RecommenderOptions {
  readonly db: KinoraDatabase;
  readonly device: Device;
  readonly library: Library;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly systems: Systems;
  readonly aboutYou: AboutYou;
}

export class Recommender {
  /** The shelves; the old ones until new ones are ready. */
  shelves = $state.raw<Shelves>(EMPTY_SHELVES);
  /** New shelves are being worked out. */
  stale = $state(true);
  /** How long the worker took for the shelves shown; null before the first. */
  timing = $state.raw<RecommendAnswer['timing'] | null>(null);
  /** Why the last attempt failed; the shelves are then from before. */
  problem = $state.raw<Problem | null>(null);
  /** Any of these genres is enough; empty means all. Set it to filter every shelf. */
  genres = $state.raw<readonly string[]>([]);
  /** The loss curve, the place on the map and its trail. */
  readonly fitting: Fitting;
  /** What there is to ask about single films. */
  readonly films: SingleFilms;

  readonly #options: RecommenderOptions;
  #work: AbortController | null = null;
  #measuredRating: number | null = null;

  /** Everything that the shelves depend on; null while something of it is not there yet. */
  readonly #inputs: string | null = $derived.by(() => {
    const { device, library, settings, systems, aboutYou } = this.#options;
    if (!library.ready || device.summary === null) return null;
    return JSON.stringify([
      device.openings,
      fingerprintOf(library.history),
      library.hidden.map(({ movieId }) => movieId),
      settings.hideSeen,
      systems.chosen?.name ?? null,
      aboutYou.context,
      this.genres,
      this.#dials(),
    ]);
  });

  constructor(options: RecommenderOptions) {
    this.#options = options;
    const { db, device, library, catalogue } = options;
    const { client } = device;
    this.fitting = new Fitting(client, db);
    this.films = new SingleFilms({ client, library, catalogue });
  }

  /** Whether the shelves come from the person's own ratings. */
  get personal(): boolean {
    return this.shelves.personal;
  }

  /** Begins to follow the ratings and settings; the returned function stops it. */
  start(): () => void {
    return $effect.root(() => {
      $effect(() => {
        if (this.#inputs !== null) untrack(() => void this.refresh());
      });
    });
  }

  /** Works the shelves out anew; also to try again after a problem. */
  async refresh(): Promise<void> {
    const { device, library } = this.#options;
    if (device.summary === null) return;
    this.#work?.abort();
    const work = new AbortController();
    this.#work = work;
    this.stale = true;
    const { lastRatingTime } = library;
    const outcome = await this.#filledShelves(device.summary.version, work.signal);
    if (outcome.status === 'dropped' || work.signal.aborted) return;
    this.stale = false;
    this.problem = outcome.status === 'failed' ? outcome.problem : null;
    if (outcome.status === 'failed') return;
    this.shelves = outcome.value;
    await tick();
    markOnce(FIRST_SHELVES_MARK);
    this.#measure(lastRatingTime);
  }

  async #filledShelves(packVersion: string, signal: AbortSignal): Promise<Outcome<Shelves>> {
    const { library, catalogue, systems, aboutYou } = this.#options;
    const { chosen: system } = systems;
    const { context } = aboutYou;
    const { history } = library;
    const filter = this.#filter();
    const dials = this.#dials();
    const candidates = this.#candidates();
    await this.fitting.load(packVersion);
    if (signal.aborted) return DROPPED;
    const known = this.fitting.known(history, packVersion);
    const fitting = known
      ? ({ status: 'done', value: known } as const)
      : this.fitting.fit(history, packVersion, signal);
    // Not waited for: the worker has the embedding before the page has it.
    const person = personOf(known ?? { history, embedding: null }, context);
    const recommending = systems.recommend(
      { ...person, filter, dials, k: SHELF_LENGTH },
      { signal },
    );
    const fitted = await fitting;
    if (fitted.status !== 'done') return fitted;
    if (signal.aborted) return DROPPED;
    this.films.adopt(fitted.value, packVersion, context);
    const [recommended, stars] = await Promise.all([
      recommending,
      this.films.predict([...candidates.popular, ...candidates.topRated]),
    ]);
    if (recommended.status !== 'done') return recommended;
    this.timing = recommended.value.timing;
    const value = assembledShelves({
      ...candidates,
      personal: history.length > 0,
      told: system === null && context !== null,
      system,
      recommended: recommended.value.items,
      movieOf: (movieId) => catalogue.get(movieId),
      starsOf: (movieId) => stars.get(movieId) ?? null,
    });
    return { status: 'done', value };
  }

  #filter(): CandidateFilter {
    const { library, settings, catalogue } = this.#options;
    return {
      exclude: library.hidden.map(({ movieId }) => movieId),
      hideSeen: settings.hideSeen,
      anyGenre: genreMask(this.genres, catalogue.genreNames),
      fromYear: null,
      toYear: null,
    };
  }

  /** What is popular is the same for everybody: the dials turn personal shelves only. */
  #dials(): Dials {
    const { library, settings } = this.#options;
    const isPersonal = library.history.length > 0;
    return {
      diversity: isPersonal ? settings.diversity : 0,
      calibration: 0,
      popularity: isPersonal ? settings.popularity : 0,
    };
  }

  #candidates(): { popular: readonly number[]; topRated: readonly number[] } {
    const { library, settings, catalogue } = this.#options;
    const options = {
      genres: this.genres,
      exclude: (movieId: number) =>
        library.isHidden(movieId) || (settings.hideSeen && library.isSeen(movieId)),
      limit: SHELF_CANDIDATES,
    };
    return {
      popular: catalogue.list({ ...options, sort: 'popularity', minRatings: 1 }),
      topRated: catalogue.topRated(options),
    };
  }

  /** Times a rating given here, once, when its shelves are on the page. */
  #measure(ratingTime: number | null): void {
    if (ratingTime === null || ratingTime === this.#measuredRating) return;
    this.#measuredRating = ratingTime;
    const { device } = this.#options;
    const { duration } = performance.measure(RATING_MEASURE, {
      start: ratingTime,
      detail: {
        ...this.timing,
        fineTuneMs: this.fitting.milliseconds,
        backend: device.backend,
      },
    });
    device.latencyMs = duration;
  }
}
