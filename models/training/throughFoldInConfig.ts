/**
 * @file The constants of training through the fold-in; `docs/training.md` says what was compared.
 */
import type { Interactions } from '../dataset/columns';
import type { Positives } from './throughFoldInExamples';

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
  /**
   * `gain`: only how sure a list is; the curves of the loss and the prior stay. Embeddings know the
   * people that they were trained on, and curves learned on those people trust them too much.
   */
  readonly curves: 'all' | 'gain';
  readonly positives: Positives;
}

/** A whole block. */
export interface ThroughFoldInSettings extends Omit<ThroughFoldInConfig, 'seed'> {
  readonly dimensions: number;
}

const SHARED = {
  dimensions: 64,
  epochs: 6,
  batch: 64,
  embeddingRate: 0.03,
  curveRate: 0.03,
  positives: 'held-out',
} as const;

/** Ratings for each movie from which on an embedding says little about any one of its people. */
const DENSE_RATINGS_PER_MOVIE = 50;

/** The constants for ratings as dense as these. */
export function throughFoldInFor({ movies, movieCount }: Interactions): ThroughFoldInSettings {
  const isDense = movies.length >= DENSE_RATINGS_PER_MOVIE * movieCount;
  return { ...SHARED, curves: isDense ? 'all' : 'gain' };
}
