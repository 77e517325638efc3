/**
 * @file Learns the content encoder: a ridge regression from the features of movies to the embeddings
 * that their ratings taught, then its best approximation of low rank.
 *
 * This is id dropout in closed form: the regression predicts the place that a movie would have from
 * its content alone, and is penalised for every movie whose own embedding says otherwise. A movie
 * weighs `c / (c + 1)` for its `c` ratings: two ratings already say where it belongs, and beyond that
 * every movie is one example, however popular.
 */
import { gramMatrix } from '../towers/gram';
import type { ContentEncoder } from '../towers/contentEncoder';
import {
  isWordFeature,
  type ContentDescription,
  type ContentSource,
} from '../towers/contentEncoderFeatures';
import {
  featureMatrix,
  multiply,
  vocabularyOf,
  type FeatureMatrix,
  type VocabularyLimits,
} from './contentTrainingMatrix';
import { solveRidge } from './contentTrainingRidge';
import { principalAxes } from './principalAxes';

export interface ContentTrainingConfig extends VocabularyLimits {
  readonly sources: readonly ContentSource[];
  readonly rank: number;
  /** Ridge of a word: how many movies it takes to believe half of what they say. */
  readonly wordRidge: number;
  /** Ridge of genres and years. */
  readonly contextRidge: number;
}

/** Chosen on validation people and held-out movies of the pooled latest sets. */
export const CONTENT_TRAINING: ContentTrainingConfig = {
  sources: [],
  rank: 32,
  wordRidge: 3,
  contextRidge: 20,
  fewestMoviesOfWord: 3,
  fewestMoviesOfContext: 8,
  mostWords: 3000,
};

/** An encoder that also reads these, and has room for as many words again for each. */
export function readingAlso(sources: readonly ContentSource[]): ContentTrainingConfig {
  const mostWords = CONTENT_TRAINING.mostWords * (1 + sources.length);
  return { ...CONTENT_TRAINING, sources, mostWords };
}

/** Movie embeddings of one block, `[M, D]`. */
export interface LearnedTable {
  readonly embedding: Float32Array;
  readonly dimensions: number;
}

/**
 * Fits one encoder to all blocks of a space, side by side. The same inputs give the same encoder.
 *
 * @param movies `[M]` what is known of each movie
 * @param tables blocks of the space, in its order
 * @param ratingCount `[M]`; a movie without ratings teaches nothing
 * @throws RangeError when nothing was rated
 */
export function fitContentEncoder(
  movies: readonly ContentDescription[],
  tables: readonly LearnedTable[],
  ratingCount: ArrayLike<number>,
  config: ContentTrainingConfig = CONTENT_TRAINING,
): ContentEncoder {
  const rated = movies.flatMap((_, movie) => (ratingCount[movie] > 0 ? [movie] : []));
  if (rated.length === 0) throw new RangeError('A content encoder needs movies with ratings.');
  const described = rated.map((movie) => movies[movie]);
  const features = vocabularyOf(described, config.sources, config);
  const matrix = featureMatrix(described, config.sources, features);
  const weights = Float64Array.from(rated, (m) => ratingCount[m] / (ratingCount[m] + 1));
  const { targets, dimensions, scales } = joinTables(tables, rated);
  const ridge = Float64Array.from(features, (name) =>
    isWordFeature(name) ? config.wordRidge : config.contextRidge,
  );
  const coefficients = solveRidge(matrix, unitMean(weights), ridge, targets, dimensions);
  const low = lowRank(matrix, coefficients, dimensions, Math.min(config.rank, dimensions));
  return {
    features,
    sources: config.sources,
    factors: low.factors,
    rank: low.rank,
    basis: low.basis.map((value, at) => value * scales[at % dimensions]),
    dimensions,
  };
}

/** Weights of mean 1, so that a ridge counts movies. */
function unitMean(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

/** Blocks side by side, each divided by its root mean squared row, so that all count alike. */
function joinTables(
  tables: readonly LearnedTable[],
  rows: readonly number[],
): { targets: Float64Array; dimensions: number; scales: Float64Array } {
  const dimensions = tables.reduce((total, table) => total + table.dimensions, 0);
  const targets = new Float64Array(rows.length * dimensions);
  const scales = new Float64Array(dimensions);
  let start = 0;
  for (const { embedding, dimensions: width } of tables) {
    let squares = 0;
    for (const movie of rows) {
      for (let i = 0; i < width; i++) squares += embedding[movie * width + i] ** 2;
    }
    const scale = Math.sqrt(squares / rows.length) || 1;
    scales.fill(scale, start, start + width);
    rows.forEach((movie, row) => {
      for (let i = 0; i < width; i++) {
        targets[row * dimensions + start + i] = embedding[movie * width + i] / scale;
      }
    });
    start += width;
  }
  return { targets, dimensions, scales };
}

/** The coefficients `[F, D]` of rank `R` whose predictions for these movies lose least. */
function lowRank(
  x: FeatureMatrix,
  coefficients: Float64Array,
  dimensions: number,
  rank: number,
): { factors: Float32Array; basis: Float32Array; rank: number } {
  const predicted = Float32Array.from(multiply(x, coefficients, dimensions));
  const { values, axes } = principalAxes(gramMatrix(predicted, dimensions), dimensions);
  const strongest = Array.from(values.keys())
    .sort((a, b) => values[b] - values[a])
    .slice(0, rank);
  const basis = Float32Array.from(
    strongest.flatMap((k) => Array.from(axes.subarray(k * dimensions, (k + 1) * dimensions))),
  );
  const factors = new Float32Array(x.features.length * rank);
  for (let f = 0; f < x.features.length; f++) {
    for (let k = 0; k < rank; k++) {
      let dot = 0;
      for (let i = 0; i < dimensions; i++) {
        dot += coefficients[f * dimensions + i] * basis[k * dimensions + i];
      }
      factors[f * rank + k] = dot;
    }
  }
  return { factors, basis, rank };
}
