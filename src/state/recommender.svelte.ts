/**
 * @file "For you": after every change of the history the embedding is fitted again and the shelves are
 * filled anew. A newer change drops the older work; until new shelves are there the old ones stay.
 */
import { tick, untrack } from 'svelte';
import type {
  CandidateFilter,
  Dials,
  Explanation,
  PersonalContext,
  PersonRequest,
  Problem,
  QuestionsAnswer,
  RecommendAnswer,
} from '../client/contract';
import { DROPPED, type Outcome } from '../client/outcome';
import type { RecommenderClient } from '../client/recommenderClient';
import type { KinoraDatabase } from '../db/database';
import { genreMask } from '../domain/genres';
import type { Movie } from '../domain/movie';
import type { Prediction } from '../domain/prediction';
import type { AboutYou } from './aboutYou.svelte';
import { AnswerCache } from './answerCache';
import type { Catalogue } from './catalogue.svelte';
import type { Device } from './device.svelte';
import { fingerprintOf } from './fingerprint';
import { Fitting, type Fit } from './fitting.svelte';
import type { Library } from './library.svelte';
import { Predictions } from './predictions';
import type { Settings } from './settings.svelte';
import type { Systems } from './systems.svelte';
import {
  assembledShelves,
  EMPTY_SHELVES,
  SHELF_CANDIDATES,
  SHELF_LENGTH,
  type Shelves,
} from './shelves';
import { FIRST_SHELVES_MARK, markOnce, RATING_MEASURE } from './timeline';

export interface SimilarMovie {
  readonly movie: Movie;
  /** Cosine of the two embeddings, -1 to 1. */
  readonly similarity: number;
}

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

  /** Whom the answers are about. */
  #person = $state.raw<PersonRequest | null>(null);
  readonly #options: RecommenderOptions;
  readonly #client: RecommenderClient;
  readonly #stars = new Predictions();
  readonly #explanations = new AnswerCache<Explanation>();
  readonly #similar = new AnswerCache<readonly SimilarMovie[]>();
  #work: AbortController | null = null;
  #personKey: string | null = null;
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
    this.#client = options.device.client;
    this.fitting = new Fitting(this.#client, options.db);
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

  /**
   * Predicted stars of films; those that the model does not know are absent. Reads the state at once,
   * so that an `$effect` or `$derived` that calls it runs again after each fit.
   */
  async predict(movieIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const person = this.#person;
    if (person !== null) await this.#askStars(person, movieIds);
    return this.#stars.among(movieIds);
  }

  /**
   * What the person would give a film, with its interval; dropped where the model does not know it.
   * Reads the state at once, like {@link predict}.
   */
  async prediction(movieId: number): Promise<Outcome<Prediction>> {
    const person = this.#person;
    if (person === null) return DROPPED;
    await this.#askStars(person, [movieId]);
    const value = this.#stars.whole(movieId);
    return value === null ? DROPPED : { status: 'done', value };
  }

  /** Films like this one, the most similar first. Reads the state at once, like {@link predict}. */
  similar(movieId: number, k = SHELF_LENGTH): Promise<Outcome<readonly SimilarMovie[]>> {
    if (this.#person === null) return Promise.resolve(DROPPED);
    const { library, catalogue } = this.#options;
    const exclude = [movieId, ...library.hidden.map((entry) => entry.movieId)];
    return this.#similar.get(JSON.stringify([k, exclude]), async () => {
      const outcome = await this.#client.similar({ movieId, k, exclude });
      if (outcome.status !== 'done') return outcome;
      const value = outcome.value.items.flatMap((item) => {
        const movie = catalogue.get(item.movieId);
        return movie === undefined ? [] : [{ movie, similarity: item.similarity }];
      });
      return { status: 'done', value };
    });
  }

  /** Why a film gets its score. Reads the state at once, like {@link predict}. */
  explain(movieId: number): Promise<Outcome<Explanation>> {
    const person = this.#person;
    if (person === null) return Promise.resolve(DROPPED);
    return this.#explanations.get(String(movieId), () =>
      this.#client.explain({ ...person, movieId }),
    );
  }

  /**
   * Films to ask about next, the most useful first, and how well the model knows the person. Reads the
   * state at once, like {@link predict}.
   *
   * @param unseen films that the person was shown and has not seen
   */
  questions(unseen: readonly number[], k: number): Promise<Outcome<QuestionsAnswer>> {
    const person = this.#person;
    if (person === null) return Promise.resolve(DROPPED);
    return this.#client.nextQuestions({ history: person.history, unseen, k });
  }

  async #filledShelves(packVersion: string, signal: AbortSignal): Promise<Outcome<Shelves>> {
    const { library, catalogue, systems, aboutYou } = this.#options;
    const { chosen: system } = systems;
    const { context } = aboutYou;
    const filter = this.#filter();
    const dials = this.#dials();
    const candidates = this.#candidates();
    const fitted = await this.fitting.fit(library.history, packVersion, signal);
    if (fitted.status !== 'done') return fitted;
    if (signal.aborted) return DROPPED;
    const person = this.#adopt(fitted.value, packVersion, context);
    const [recommended] = await Promise.all([
      systems.recommend({ ...person, filter, dials, k: SHELF_LENGTH }, { signal }),
      this.#askStars(person, [...candidates.popular, ...candidates.topRated]),
    ]);
    if (recommended.status !== 'done') return recommended;
    this.timing = recommended.value.timing;
    const value = assembledShelves({
      ...candidates,
      personal: person.history.length > 0,
      told: system === null && context !== null,
      system,
      recommended: recommended.value.items,
      movieOf: (movieId) => catalogue.get(movieId),
      starsOf: (movieId) => this.#stars.of(movieId),
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

  /**
   * Makes this person the one that answers are about, and returns the one in use: the same object as
   * long as history, context and pack are the same.
   */
  #adopt(fit: Fit, packVersion: string, context: PersonalContext | null): PersonRequest {
    const key = JSON.stringify([packVersion, fingerprintOf(fit.history), context]);
    if (this.#person !== null && this.#personKey === key) return this.#person;
    this.#stars.clear();
    this.#explanations.clear();
    this.#similar.clear();
    const person = context === null ? fit : { ...fit, context };
    this.#personKey = key;
    this.#person = person;
    return person;
  }

  /** Fetches the predictions that are not there yet. */
  async #askStars(person: PersonRequest, movieIds: readonly number[]): Promise<void> {
    const missing = this.#stars.missing(movieIds);
    if (missing.length === 0) return;
    const outcome = await this.#client.predict({ ...person, movieIds: missing });
    if (outcome.status !== 'done' || this.#person !== person) return;
    this.#stars.add(missing, outcome.value.stars, outcome.value.deviation);
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
