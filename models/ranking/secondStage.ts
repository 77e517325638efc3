/** @file A ranking stage laid open for studies of it: what its inputs are worth, what dials cost. */
import type { History } from '../dataset/columns';
import type { MovieBlocks } from '../rerank/directions';
import type { FeatureImportance } from './crossImportance';

export interface ScoredMovie {
  readonly movie: number;
  readonly score: number;
}

/** The retrieved movies of one person, before they are ranked. */
export interface StageCandidates {
  /** `[K]`, best first by retrieval alone */
  readonly movies: Int32Array;
  /** `[K, F]`, columns of `featureNames.ts` */
  readonly features: Float32Array;
  /**
   * The order that the ranker gives, best first, when it reads these features in place of the
   * candidates' own. The retrieval score that it corrects stays.
   */
  rankedBy(features: Float32Array): Promise<readonly ScoredMovie[]>;
}

export interface SecondStage {
  /** In the order of the features' last columns. */
  readonly genreNames: readonly string[];
  /** Of the first cross layer, by group of features. */
  readonly crossWeights: FeatureImportance;
  /** The movie side of the space, for the likeness of two movies. */
  readonly space: MovieBlocks;
  /** What is ranked for somebody, of the movies that are allowed. */
  candidates(history: History, isAllowed: (movie: number) => boolean): Promise<StageCandidates>;
}
