/** @file What the recommender is asked and what it answers, in movie ids. */
import type { Place } from './explain/place';
import type { LossPoint } from './personalize/fineTune';
import type { HistoryEntry, MovieId } from './shapes';

/** One person in a request. `vector` must be the embedding fitted to exactly this history. */
export interface Person {
  readonly history: readonly HistoryEntry[];
  /** `[Σ D]`, or null to fit it now. */
  readonly vector: Float32Array | null;
}

/** Constraints of a recommendation, in movie ids; see `retrieval/filter.ts`. */
export interface Constraints {
  readonly exclude: readonly MovieId[];
  readonly hideSeen: boolean;
  readonly anyGenre: number;
  readonly fromYear: number | null;
  readonly toYear: number | null;
}

export interface FittedUser {
  /** `[Σ D]` */
  readonly vector: Float32Array;
  readonly curve: readonly LossPoint[];
  readonly relativeResidual: number;
  readonly place: Place | null;
  readonly usedRatings: number;
}

export interface RankedMovie {
  readonly movieId: MovieId;
  readonly score: number;
  /** Predicted stars, 0.5 to 5. */
  readonly stars: number;
  readonly because: MovieId | null;
}

export interface RankedList {
  readonly items: readonly RankedMovie[];
  readonly timing: {
    readonly retrievalMs: number;
    readonly rankingMs: number;
    readonly totalMs: number;
  };
}

export interface ScoreExplanation {
  readonly movieId: MovieId;
  /** Sum of all contributions. */
  readonly score: number;
  readonly stars: number;
  readonly ratings: readonly {
    readonly movieId: MovieId;
    readonly halfStars: number;
    readonly contribution: number;
  }[];
  readonly popularity: number;
  readonly predictedStars: number;
}
