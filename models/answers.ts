/** @file What the recommender is asked and what it answers, in movie ids. */
import type { ItemTable } from './baselines/system';
import type { PersonContext } from './dataset/columns';
import type { GroupContribution } from './explain/groups';
import type { Place } from './explain/place';
import type { LossPoint } from './personalize/fineTune';
import type { Dials, DiversityMethod } from './rerank/dials';
import type { HistoryEntry, MovieId } from './shapes';

/** One person in a request. `vector` must be the embedding fitted to exactly this history. */
export interface Person {
  readonly history: readonly HistoryEntry[];
  /** `[Σ D]`, or null to fit it now. */
  readonly vector: Float32Array | null;
  /** What they tell of themselves, where they do. */
  readonly context?: Omit<PersonContext, 'at'>;
}

/** Constraints of a recommendation, in movie ids; see `retrieval/filter.ts`. */
export interface Constraints {
  readonly exclude: readonly MovieId[];
  readonly hideSeen: boolean;
  readonly anyGenre: number;
  readonly fromYear: number | null;
  readonly toYear: number | null;
}

/** The last stage that a list goes through; each stage includes those before it. */
export type Stage = 'retrieval' | 'ranking' | 'reranking';

/** How a list is made, apart from the person and the constraints. */
export interface RecommendOptions {
  /** Default: neutral, the ranker's order. */
  readonly dials?: Dials;
  readonly diversityMethod?: DiversityMethod;
  /** Default: `reranking`, the whole pipeline. */
  readonly stage?: Stage;
  /** Leaves every `because` null, which saves most of the time of a long list. */
  readonly withoutReasons?: boolean;
  /**
   * A system of the pack that makes the list instead: searched exactly, in the order of its own score,
   * without ranker, dials and reasons. Predicted stars stay those of the pack's rating block.
   */
  readonly system?: ItemTable;
}

export interface FittedUser {
  /** `[Σ D]` */
  readonly vector: Float32Array;
  readonly curve: readonly LossPoint[];
  readonly relativeResidual: number;
  readonly place: Place | null;
  readonly usedRatings: number;
}

/** `[ids]` each; NaN where a movie has no embedding. */
export interface StarPrediction {
  readonly stars: Float32Array;
  /** Standard deviation of the stars that the person would give. */
  readonly deviation: Float32Array;
}

export interface RankedMovie {
  readonly movieId: MovieId;
  /**
   * Ranking score. Behind the ranked candidates: the lowest ranking score, less the fall of the
   * retrieval score since the last candidate. Dials change the order, never a score.
   */
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
  /** What the groups of the ranker's features add. */
  readonly groups: readonly GroupContribution[];
}
