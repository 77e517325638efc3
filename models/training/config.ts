/**
 * @file Every constant of training that was chosen on validation users, in one place;
 * `docs/training.md` says what was compared.
 */
import type { FoldInLoss } from '../pack/manifest';
import type { HalfStars } from '../shapes';
import { curveOf, type Curve } from '../towers/curve';
import { CONTENT_TRAINING, readingAlso, type ContentTrainingConfig } from './contentTraining';
import type { CoWatchSize } from './coWatchTraining';
import type { GradedLoss } from './ials';
import type { RankerTrainingConfig } from './rankerTraining';

/** How the ranker is trained, without the seed. */
export interface RankerConfig extends Omit<RankerTrainingConfig, 'seed'> {
  readonly epochs: number;
  /** Lists to learn from, as far as there are people for them. */
  readonly lists: number;
}

export interface TrainingConfig {
  readonly seed: number;
  readonly dimensions: number;
  readonly alternations: number;
  /** Alternations of the models that the ranker is trained over. */
  readonly crossFitAlternations: number;
  readonly loss: GradedLoss;
  /** The user tower's own target, weight of unrated movies and regulariser, over the ratings given. */
  readonly foldIn: Pick<FoldInLoss, 'targetSlope' | 'unobservedWeight' | 'ridge'>;
  readonly prior: { readonly weight: Curve };
  readonly coWatch: CoWatchSize;
  /** What the content half of the movie tower reads. */
  readonly content: ContentTrainingConfig;
  /** Ratings from here on are what lists are to find; absent: likes. */
  readonly relevantFrom?: HalfStars;
  /** Whether a block trained through the fold-in stands beside the first. */
  readonly hasSecondBlock: boolean;
  readonly ranker: RankerConfig;
}

const SHARED = {
  seed: 20_261_121,
  dimensions: 128,
  alternations: 8,
  crossFitAlternations: 6,
  ranker: {
    batchLists: 32,
    learningRate: 1e-3,
    weightDecay: 2,
    starsWeight: 1,
    epochs: 6,
    lists: 48_000,
  },
} as const;

/** A long tail of movies with few ratings each: the latest sets, and larger ones. */
const LONG_TAIL: TrainingConfig = {
  ...SHARED,
  loss: { targetCentre: 1, targetSlope: 0.8, unobservedWeight: 0.2, regularization: 0.0045 },
  foldIn: {
    targetSlope: 0.8,
    unobservedWeight: [0.045, 0.045, 0.045, 0.15, 0.2, 0.2, 0.2, 0.2],
    ridge: [150, 150, 140, 56, 32, 20.1, 16.6, 18],
  },
  coWatch: { dimensions: 32, ownFrom: 8 },
  content: readingAlso(['tags']),
  // Worth +.002 to +.005, about its standard error, for half as many bytes again.
  hasSecondBlock: false,
  prior: { weight: [0.5, 0.375, 0.25, 0.115, 0.045, 0.015, 0.005, 0.0015] },
};

/** Few movies with many ratings each: ML-100K and ML-1M. */
const DENSE: TrainingConfig = {
  ...SHARED,
  loss: { targetCentre: 1, targetSlope: 0.8, unobservedWeight: 0.4, regularization: 0.01 },
  foldIn: {
    targetSlope: 0.55,
    unobservedWeight: [0.03, 0.0065, 0.0019, 0.0035, 0.03, 0.15, 0.4, 0.4],
    ridge: [20, 356, 5.1, 4.25, 5, 12, 21.7, 26],
  },
  coWatch: { dimensions: 256, ownFrom: 1 },
  content: CONTENT_TRAINING,
  hasSecondBlock: true,
  ranker: { ...SHARED.ranker, weightDecay: 1 },
  prior: { weight: [0.5, 0.49, 0.043, -0.125, -0.027, 0.01, 0.008, 0.03] },
};

/** Rated movies up to which a set counts as one without a long tail. */
const MOST_DENSE_MOVIES = 6000;

export const DEFAULT_SEED = SHARED.seed;

/** The constants for a set of so many rated movies. */
export function configFor(movies: number, seed: number = DEFAULT_SEED): TrainingConfig {
  return { ...(movies <= MOST_DENSE_MOVIES ? DENSE : LONG_TAIL), seed };
}

/** Of graded iALS where every rating counts alike: half of `DENSE`'s weight on what is unrated. */
const UNGRADED = { targetCentre: 1, targetSlope: 0, unobservedWeight: 0.2, regularization: 0.01 };

/**
 * The constants where a list is to find whatever somebody will rate, as in the reference documents,
 * however they will rate it. The user tower solves what training does.
 */
export function configForWatched(movies: number, seed?: number): TrainingConfig {
  const { unobservedWeight, regularization, targetSlope } = UNGRADED;
  return {
    ...configFor(movies, seed),
    loss: UNGRADED,
    foldIn: {
      targetSlope,
      unobservedWeight: curveOf(() => unobservedWeight),
      ridge: curveOf((n) => regularization * (n + unobservedWeight * movies)),
    },
    relevantFrom: 1,
  };
}

/** The loss of the user tower. */
export function foldInLossOf({ loss, foldIn }: TrainingConfig): FoldInLoss {
  return { targetCentre: loss.targetCentre, ...foldIn };
}
