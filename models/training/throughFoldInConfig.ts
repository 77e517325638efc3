/**
 * @file The constants of training through the fold-in; `docs/training.md` says what was compared.
 */
import type { HalfStars } from '../shapes';

export interface ThroughFoldInConfig {
  readonly seed: number;
  /** Passes over the people. */
  readonly epochs: number;
  /** People of one step. */
  readonly batch: number;
  /** Adam's rate for embeddings, as a share of each movie's root mean square at the start. */
  readonly embeddingRate: number;
  /** Adam's rate for the curves, most of which are logarithms. */
  readonly curveRate: number;
  /** Ratings from here on are to be found; absent: likes. */
  readonly relevantFrom?: HalfStars;
}

/** What is learned, without the seed. */
export type ThroughFoldInSettings = Omit<ThroughFoldInConfig, 'seed'>;

export const SECOND_BLOCK_DIMENSIONS = 64;

/**
 * Embeddings know the people that they were trained on, and learn them by heart within one pass at ten
 * times this rate.
 */
export const SECOND_BLOCK: ThroughFoldInSettings = {
  epochs: 4,
  batch: 64,
  embeddingRate: 0.004,
  curveRate: 0.1,
};

/** For curves alone, with embeddings that have not seen the people. */
export const CURVES_ALONE: ThroughFoldInSettings = { ...SECOND_BLOCK, epochs: 12 };
