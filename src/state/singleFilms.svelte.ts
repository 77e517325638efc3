/**
 * @file What the model says about single films, for the person as they are fitted now. Each question is
 * asked once until that changes.
 */
import type {
  Explanation,
  PersonalContext,
  PersonRequest,
  QuestionsAnswer,
} from '../client/contract';
import { DROPPED, type Outcome } from '../client/outcome';
import type { RecommenderClient } from '../client/recommenderClient';
import type { Movie } from '../domain/movie';
import type { Prediction } from '../domain/prediction';
import { AnswerCache } from './answerCache';
import type { Catalogue } from './catalogue.svelte';
import { fingerprintOf } from './fingerprint';
import type { Fit } from './fitting.svelte';
import type { Library } from './library.svelte';
import { Predictions } from './predictions';
import { SHELF_LENGTH } from './shelves';

export interface SimilarMovie {
  readonly movie: Movie;
  /** Cosine of the two embeddings, -1 to 1. */
  readonly similarity: number;
}

export interface SingleFilmsOptions {
  readonly client: RecommenderClient;
  readonly library: Library;
  readonly catalogue: Catalogue;
}

/**
 * Every question reads the state at once, so that an `$effect` or `$derived` that asks it runs again
 * after each fit.
 */
export class SingleFilms {
  /** Whom the answers are about; null before the first fit. */
  #person = $state.raw<PersonRequest | null>(null);
  #personKey: string | null = null;
  readonly #options: SingleFilmsOptions;
  readonly #stars = new Predictions();
  readonly #explanations = new AnswerCache<Explanation>();
  readonly #similar = new AnswerCache<readonly SimilarMovie[]>();

  constructor(options: SingleFilmsOptions) {
    this.#options = options;
  }

  /**
   * Makes this person the one that answers are about; they stay the same object as long as history,
   * context and pack are the same.
   */
  adopt(fit: Fit, packVersion: string, context: PersonalContext | null): void {
    const key = JSON.stringify([packVersion, fingerprintOf(fit.history), context]);
    if (this.#person !== null && this.#personKey === key) return;
    this.#stars.clear();
    this.#explanations.clear();
    this.#similar.clear();
    this.#personKey = key;
    this.#person = personOf(fit, context);
  }

  /** Predicted stars of films; those that the model does not know are absent. */
  async predict(movieIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const person = this.#person;
    if (person !== null) await this.#askStars(person, movieIds);
    return this.#stars.among(movieIds);
  }

  /** What the person would give a film, with its interval; dropped where the model does not know it. */
  async prediction(movieId: number): Promise<Outcome<Prediction>> {
    const person = this.#person;
    if (person === null) return DROPPED;
    await this.#askStars(person, [movieId]);
    const value = this.#stars.whole(movieId);
    return value === null ? DROPPED : { status: 'done', value };
  }

  /** Films like this one, the most similar first. */
  similar(movieId: number, k = SHELF_LENGTH): Promise<Outcome<readonly SimilarMovie[]>> {
    if (this.#person === null) return Promise.resolve(DROPPED);
    const { client, library, catalogue } = this.#options;
    const exclude = [movieId, ...library.hidden.map((entry) => entry.movieId)];
    return this.#similar.get(JSON.stringify([k, exclude]), async () => {
      const outcome = await client.similar({ movieId, k, exclude });
      if (outcome.status !== 'done') return outcome;
      const value = outcome.value.items.flatMap((item) => {
        const movie = catalogue.get(item.movieId);
        return movie === undefined ? [] : [{ movie, similarity: item.similarity }];
      });
      return { status: 'done', value };
    });
  }

  /** Why a film gets its score. */
  explain(movieId: number): Promise<Outcome<Explanation>> {
    const person = this.#person;
    if (person === null) return Promise.resolve(DROPPED);
    return this.#explanations.get(String(movieId), () =>
      this.#options.client.explain({ ...person, movieId }),
    );
  }

  /**
   * Films to ask about next, the most useful first, and how well the model knows the person.
   *
   * @param unseen films that the person was shown and has not seen
   */
  questions(unseen: readonly number[], k: number): Promise<Outcome<QuestionsAnswer>> {
    const person = this.#person;
    if (person === null) return Promise.resolve(DROPPED);
    return this.#options.client.nextQuestions({ history: person.history, unseen, k });
  }

  /** Fetches the predictions that are not there yet. */
  async #askStars(person: PersonRequest, movieIds: readonly number[]): Promise<void> {
    const missing = this.#stars.missing(movieIds);
    if (missing.length === 0) return;
    const outcome = await this.#options.client.predict({ ...person, movieIds: missing });
    if (outcome.status !== 'done' || this.#person !== person) return;
    this.#stars.add(missing, outcome.value.stars, outcome.value.deviation);
  }
}

/** Whom a request is about; the context is left out where nothing is told. */
export function personOf(fit: Fit, context: PersonalContext | null): PersonRequest {
  return context === null ? fit : { ...fit, context };
}
