/**
 * @file Every constant of training that was chosen on validation users of the pooled latest sets, in
 * one place; `docs/training.md` says what was compared.
 */
import type { FoldInLoss } from '../pack/manifest';
import type { BiasConfig } from '../ranking/bias';
import type { StarRankerConfig } from './starRankerTraining';

export interface TrainingConfig {
  readonly seed: number;
  readonly dimensions: number;
  readonly alternations: number;
  /** Alternations of the two half models that the ranker is trained over. */
  readonly crossFitAlternations: number;
  readonly loss: FoldInLoss;
  readonly prior: { readonly weight: number; readonly halfLife: number };
  readonly bias: BiasConfig;
  readonly ranker: Omit<StarRankerConfig, 'seed'>;
  /** Points of ranking score for one predicted star above the mean. */
  readonly starsWeight: number;
}

export const DEFAULT_CONFIG: TrainingConfig = {
  seed: 20_261_121,
  dimensions: 128,
  alternations: 8,
  crossFitAlternations: 5,
  loss: {
    targetCentre: 1,
    targetSlope: 0.8,
    unobservedWeight: 0.2,
    regularization: 0.0045,
    priorBoost: 6,
    priorHalfLife: 10,
  },
  prior: { weight: 0.5, halfLife: 3 },
  bias: { userShrinkage: 6, movieShrinkage: 6, sweeps: 8 },
  ranker: { batchRows: 512, learningRate: 1e-3, weightDecay: 1e-2, epochs: 4 },
  starsWeight: 0.5,
};
