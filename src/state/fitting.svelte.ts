/**
 * @file The person's place in embedding space: fitted on this device after each change of the history,
 * starting from the last place, and kept between visits.
 */
import type { FineTuneAnswer, FitPoint, HistoryEntry, UserEmbedding } from '../client/contract';
import type { Outcome } from '../client/outcome';
import type { RecommenderClient } from '../client/recommenderClient';
import type { KinoraDatabase } from '../db/database';
import { loadFit, saveFit } from '../db/embeddings';
import type { StoredFit } from '../db/fit';
import { fingerprintOf } from './fingerprint';
import { storageProblem } from './storageProblem';

/** Earlier places on the map that are kept. */
const TRAIL_LENGTH = 50;

export interface Place {
  /** 0 to 1 */
  readonly x: number;
  /** 0 to 1 */
  readonly y: number;
}

/** A history and the embedding fitted to exactly it: what the worker's requests are made of. */
export interface Fit {
  readonly history: readonly HistoryEntry[];
  /** Null for an empty history. */
  readonly embedding: UserEmbedding | null;
}

export class Fitting {
  /** Loss after each step of the last fit, and of the running one as it goes. */
  curve = $state.raw<readonly FitPoint[]>([]);
  /** How long the last fit took; null without one. */
  milliseconds = $state<number | null>(null);
  /** Norm of the last fit's gradient relative to the origin's: 0 is the exact solution. */
  relativeResidual = $state<number | null>(null);
  /** How many ratings are of films that the model knows. */
  usedRatings = $state(0);
  /** The person on the map; null without a usable rating. */
  place = $state.raw<Place | null>(null);
  /** Where the person was before, oldest first. */
  trail = $state.raw<readonly Place[]>([]);

  readonly #client: RecommenderClient;
  readonly #db: KinoraDatabase;
  #last: StoredFit | null = null;

  constructor(client: RecommenderClient, db: KinoraDatabase) {
    this.#client = client;
    this.#db = db;
  }

  /** Reads the stored embedding of this pack, the starting point of the first fit. */
  async load(packVersion: string): Promise<void> {
    if (this.#last?.packVersion === packVersion) return;
    try {
      this.#last = (await loadFit(this.#db, packVersion)) ?? this.#last;
    } catch (error) {
      console.warn('The stored embedding is not used.', storageProblem(error).message);
    }
  }

  /** The fit that is there already: of an empty history, or the stored one of exactly this history. */
  known(history: readonly HistoryEntry[], packVersion: string): Fit | null {
    if (history.length === 0) {
      this.#forget();
      return { history, embedding: null };
    }
    const last = this.#lastOn(packVersion);
    if (last?.fingerprint !== fingerprintOf(history)) return null;
    this.#show(last);
    return { history, embedding: embeddingOf(last) };
  }

  /**
   * Fits the embedding to a history, from the last one of this pack on. The worker is asked before
   * this returns, so that what it is asked next finds the embedding there.
   */
  async fit(
    history: readonly HistoryEntry[],
    packVersion: string,
    signal: AbortSignal,
  ): Promise<Outcome<Fit>> {
    const last = this.#lastOn(packVersion);
    const outcome = await this.#client.fineTune(
      { history, warmStart: last && embeddingOf(last) },
      (points) => this.#extendCurve(points),
      { signal },
    );
    if (outcome.status !== 'done') return outcome;
    const fit = this.#storedFit(outcome.value, fingerprintOf(history));
    this.#show(fit);
    void this.#save(fit);
    return { status: 'done', value: { history, embedding: outcome.value.embedding } };
  }

  #lastOn(packVersion: string): StoredFit | null {
    return this.#last?.packVersion === packVersion ? this.#last : null;
  }

  #storedFit(answer: FineTuneAnswer, fingerprint: string): StoredFit {
    return {
      ...answer.embedding,
      fingerprint,
      curve: [...answer.curve],
      milliseconds: answer.milliseconds,
      relativeResidual: answer.relativeResidual,
      place: answer.place,
      trail: this.#nextTrail(answer.embedding.packVersion),
      usedRatings: answer.usedRatings,
      fittedAt: Date.now(),
    };
  }

  /** Places of another pack lie on another map. */
  #nextTrail(packVersion: string): Place[] {
    if (this.#last?.packVersion !== packVersion || this.#last.place === null) return [];
    return [...this.#last.trail, this.#last.place].slice(-TRAIL_LENGTH);
  }

  #show(fit: StoredFit): void {
    this.#last = fit;
    this.curve = fit.curve;
    this.milliseconds = fit.milliseconds;
    this.relativeResidual = fit.relativeResidual;
    this.usedRatings = fit.usedRatings;
    this.place = fit.place;
    this.trail = fit.trail;
  }

  #forget(): void {
    this.#last = null;
    this.curve = [];
    this.milliseconds = null;
    this.relativeResidual = null;
    this.usedRatings = 0;
    this.place = null;
    this.trail = [];
  }

  #extendCurve(points: readonly FitPoint[]): void {
    const lastStep = this.curve.at(-1)?.step ?? -1;
    const isContinued = points.length > 0 && points[0].step > lastStep;
    this.curve = isContinued ? [...this.curve, ...points] : points;
  }

  async #save(fit: StoredFit): Promise<void> {
    try {
      await saveFit(this.#db, fit);
    } catch (error) {
      console.warn('The embedding will be fitted again next time.', storageProblem(error).message);
    }
  }
}

function embeddingOf({ packVersion, vector }: StoredFit): UserEmbedding {
  return { packVersion, vector };
}
