/** @file What training produces, in full precision and without a catalogue: the input of packing. */
import type { Interactions } from '../dataset/columns';
import type { BiasModel } from '../ranking/bias';
import type { DenseWeights } from '../ranking/starRanker';
import type { Block } from '../towers/block';
import { createSpace, type PopularityPrior, type TwoTowerSpace } from '../towers/space';
import type { FeatureSource } from '../ranking/pairFeatures';
import { starsOf } from '../shapes';

export interface TrainedModel {
  readonly blocks: readonly Block[];
  readonly prior: PopularityPrior;
  readonly bias: BiasModel;
  readonly statistics: RatingStatistics;
  readonly ranker: {
    readonly weights: readonly DenseWeights[];
    readonly starsWeight: number;
  };
}

/** `[M]` each. */
export interface RatingStatistics {
  readonly ratingCount: Int32Array;
  /** Stars; 0 where nobody rated. */
  readonly ratingMean: Float32Array;
}

export function ratingStatistics(interactions: Interactions): RatingStatistics {
  const ratingCount = new Int32Array(interactions.movieCount);
  const sums = new Float64Array(interactions.movieCount);
  interactions.movies.forEach((movie, e) => {
    ratingCount[movie]++;
    sums[movie] += starsOf(interactions.halfStars[e]);
  });
  const ratingMean = Float32Array.from(sums, (sum, movie) =>
    ratingCount[movie] > 0 ? sum / ratingCount[movie] : 0,
  );
  return { ratingCount, ratingMean };
}

/** The two-tower space of a model. */
export function spaceOf(model: Pick<TrainedModel, 'blocks' | 'prior'>): TwoTowerSpace {
  return createSpace(model.blocks, model.prior);
}

/** What the ranker's features of a model are computed from. */
export function featureSourceOf(
  model: Pick<TrainedModel, 'blocks' | 'prior' | 'bias' | 'statistics'>,
): FeatureSource {
  return {
    space: spaceOf(model),
    bias: model.bias,
    ratingCount: model.statistics.ratingCount,
  };
}
