/** @file Learns a rating block: factors by variational Bayes, then features, prior and noise. */
import type { Interactions } from '../dataset/columns';
import { ratingCounts } from '../dataset/counts';
import { createRandom } from '../dataset/random';
import { fitBiases } from '../ranking/bias';
import {
  createRatingBlock,
  type EmbeddingTable,
  type RatingBlock,
  type RatingBlockParts,
} from '../towers/ratingBlock';
import { principalAxes } from './principalAxes';
import {
  alternateFactors,
  initialFactors,
  PLAIN_BIASES,
  type FactorConfig,
  type FactorState,
} from './ratingBlockTrainingFactors';
import { learnWatchedPrior, type WatchedPriorConfig } from './ratingBlockTrainingPrior';

/** A movie counts at most this often when the axes of the embedding are found. */
const MOST_RATINGS_FOR_AXES = 50;

export interface RatingBlockConfig extends FactorConfig {
  /** Axes of the unit embeddings that are kept. */
  readonly features: number;
  /** Precision of a person's weight on a feature. */
  readonly featurePrecision: number;
  /** A movie with fewer ratings than this keeps its bias and features alone. */
  readonly minRatings: number;
  /** Strength of the prior of a person's noise, in ratings: twice the shape. */
  readonly noiseRatings: number;
  /** Share of the plain bias in a movie’s; the rest is the factorisation’s. 1 starts as the biases do. */
  readonly plainBiasShare: number;
  readonly watched: WatchedPriorConfig;
}

export const DEFAULT_RATING_BLOCK: RatingBlockConfig = {
  factors: 16,
  alternations: 14,
  seed: 20_261_121,
  features: 48,
  featurePrecision: 6,
  minRatings: 3,
  noiseRatings: 6,
  plainBiasShare: 1,
  watched: { people: 3000, cuts: 3, ridge: 0.016 },
};

/**
 * Learns from the ratings of all people of `interactions`. Deterministic for a seed. The intervals
 * are still those of people whom the embedding has seen: see `calibrateIntervals`.
 *
 * @param table movie embeddings of retrieval, learned from the same people
 */
export function fitRatingBlock(
  interactions: Interactions,
  table: EmbeddingTable,
  config: RatingBlockConfig,
): RatingBlock {
  let state = initialFactors(interactions, config);
  for (state of alternateFactors(interactions, config, state));
  const unprimed = createRatingBlock(partsOf(interactions, table, config, state), table);
  const random = createRandom(config.seed);
  const watchedPrior = learnWatchedPrior(unprimed, interactions, config.watched, random);
  return { ...unprimed, watchedPrior };
}

/** Everything but the prior mean, which is learned with the rest in place. */
function partsOf(
  interactions: Interactions,
  table: EmbeddingTable,
  config: RatingBlockConfig,
  state: FactorState,
): RatingBlockParts {
  const { factors: k, features } = config;
  const { movieCount } = interactions;
  const width = k + 1;
  const { plainBiasShare: share } = config;
  const plain = fitBiases(interactions, PLAIN_BIASES).movieBias;
  const ratingCount = ratingCounts(interactions);
  const movieBias = new Float32Array(movieCount);
  const factors = new Float32Array(movieCount * k);
  for (let movie = 0; movie < movieCount; movie++) {
    const start = movie * width;
    movieBias[movie] = share * plain[movie] + (1 - share) * state.movieMeans[start];
    if (ratingCount[movie] < config.minRatings) continue;
    factors.set(state.movieMeans.subarray(start + 1, start + width), movie * k);
  }
  const shape = config.noiseRatings / 2;
  return {
    mean: state.mean,
    movieBias,
    factors,
    factorPrecision: Float32Array.from(state.moviePrecision.subarray(1)),
    precisionPerRating: precisionPerRating(state, ratingCount, k),
    ratingCount,
    projection: featureAxes(table, ratingCount, features),
    watchedPrior: new Float32Array(features * (width + features)),
    priorPrecision: { bias: state.userBiasPrecision, feature: config.featurePrecision },
    noise: { shape, rate: shape / state.noisePrecision },
    intervals: { ratings: [0], scale: [1] },
  };
}

/** Least squares of `1 / variance = α + h n` over the movies, each factor on its own. */
function precisionPerRating(state: FactorState, counts: Int32Array, k: number): Float32Array {
  const triangle = ((k + 1) * (k + 2)) / 2;
  const squares = counts.reduce((sum, count) => sum + count * count, 0);
  return Float32Array.from({ length: k }, (_, j) => {
    const diagonal = ((j + 1) * (j + 4)) / 2;
    let product = 0;
    counts.forEach((count, movie) => {
      const precision = 1 / state.movieCovariances[movie * triangle + diagonal];
      product += count * (precision - state.moviePrecision[j + 1]);
    });
    return squares > 0 ? product / squares : 0;
  });
}

/** The `features` principal axes of the unit embeddings, well-known movies counting more. */
function featureAxes(table: EmbeddingTable, counts: Int32Array, features: number): Float32Array {
  const { embedding, dimensions: n } = table;
  const moments = new Float64Array(n * n);
  counts.forEach((count, movie) => {
    const row = embedding.subarray(movie * n, (movie + 1) * n);
    const squares = row.reduce((sum, value) => sum + value * value, 0);
    if (squares === 0) return;
    const weight = Math.min(count, MOST_RATINGS_FOR_AXES) / squares;
    for (let i = 0; i < n; i++) {
      const scaled = weight * row[i];
      for (let j = 0; j < n; j++) moments[i * n + j] += scaled * row[j];
    }
  });
  const { values, axes } = principalAxes(moments, n);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const projection = new Float32Array(features * n);
  order.slice(0, features).forEach((axis, feature) => {
    projection.set(axes.subarray(axis * n, (axis + 1) * n), feature * n);
  });
  return projection;
}
