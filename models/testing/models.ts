/** @file A small trained model with seeded random weights, for tests. */
import { createRandom, type Random } from '../dataset/random';
import { featureCount } from '../ranking/featureNames';
import type { MovieFacts } from '../ranking/movieFacts';
import { networkShapes, type DenseWeights, type NetworkWeights } from '../ranking/network';
import { createBlock } from '../towers/block';
import { CONTENT_BLEND, type ContentTower } from '../towers/contentEncoderBlend';
import { curveOf } from '../towers/curve';
import type { RatingBlockParts } from '../towers/ratingBlock';
import { standardized } from '../towers/space';
import type { CoWatchTable } from '../ranking/coWatch';
import type { TrainedModel } from '../training/trainedModel';
import { EXAMPLE_LOSS } from './examples';

/** Genres of every example, in the order of the bits. */
export const EXAMPLE_GENRES = ['Drama', 'Comedy', 'War'];
/** Every movie has enough ratings to be similar to others and to lie on the map. */
const FEWEST_RATINGS = 5;
const FACTORS = 3;
const RATING_FEATURES = 2;
const CONTENT_RANK = 2;
const CO_WATCH_DIMENSIONS = 4;

export interface ExampleModelOptions {
  readonly movies?: number;
  /** Dimensions of each block. */
  readonly blocks?: readonly number[];
  readonly seed?: number;
}

/** Gaussian embeddings and weights; the network corrects scores and stars by a few tenths. */
export function exampleModel(options: ExampleModelOptions = {}): TrainedModel {
  const { movies = 60, blocks = [8], seed = 1 } = options;
  const random = createRandom(seed);
  const ratingCount = Int32Array.from(
    { length: movies },
    () => FEWEST_RATINGS + random.integer(100),
  );
  return {
    blocks: blocks.map((dimensions, b) =>
      createBlock(
        `block${b}`,
        1 / (b + 1),
        EXAMPLE_LOSS,
        gaussians(random, movies * dimensions, 0.5),
        dimensions,
      ),
    ),
    prior: { weight: curveOf((n) => 0.5 / (1 + n / 3)), popularity: standardized(ratingCount) },
    ratings: exampleRatingBlock(random, ratingCount, blocks[0]),
    coWatch: exampleCoWatch(random, movies),
    statistics: {
      ratingCount,
      ratingMean: Float32Array.from({ length: movies }, () => 1 + 4 * random.next()),
    },
    content: exampleContent(
      random,
      blocks.reduce((total, dimensions) => total + dimensions, 0),
    ),
    ranker: exampleNetwork(featureCount(EXAMPLE_GENRES.length), random),
  };
}

/** Random genres and years; a tenth of the years is unknown, and some movies have no genre. */
export function exampleFacts(movies: number, seed = 5): MovieFacts {
  const random = createRandom(seed);
  return {
    genres: Int32Array.from({ length: movies }, () => random.integer(1 << EXAMPLE_GENRES.length)),
    genreCount: EXAMPLE_GENRES.length,
    year: Int16Array.from({ length: movies }, () =>
      random.integer(10) === 0 ? 0 : 1950 + random.integer(70),
    ),
  };
}

/** Weights of a ranking network for `features` inputs. */
export function exampleNetwork(features: number, random: Random = createRandom(3)): NetworkWeights {
  const { cross, hidden, heads } = networkShapes(features);
  return {
    featureMean: gaussians(random, features, 0.3),
    featureDeviation: Float32Array.from({ length: features }, () => 0.5 + random.next()),
    logScale: Float32Array.from(curveOf((n) => -0.5 + 0.2 * Math.log1p(n))),
    cross: cross.map((shape) => denseLayer(random, shape, 0.05)),
    hidden: hidden.map((shape) => denseLayer(random, shape, 0.15)),
    heads: denseLayer(random, heads, 0.04),
  };
}

function exampleRatingBlock(
  random: Random,
  ratingCount: Int32Array,
  dimensions: number,
): RatingBlockParts {
  const movies = ratingCount.length;
  return {
    mean: 3.5,
    movieBias: gaussians(random, movies, 0.3),
    factors: gaussians(random, movies * FACTORS, 0.3),
    factorPrecision: Float32Array.from({ length: FACTORS }, (_, factor) => 10 + factor),
    precisionPerRating: Float32Array.from({ length: FACTORS }, (_, factor) => 0.5 + factor),
    ratingCount,
    projection: gaussians(random, RATING_FEATURES * dimensions, 0.6),
    watchedPrior: gaussians(random, RATING_FEATURES * (1 + FACTORS + RATING_FEATURES), 0.2),
    priorPrecision: { bias: 5, feature: 6 },
    noise: { shape: 5, rate: 4 },
    intervals: { ratings: [0, 10, 100], scale: [1.1, 1, 0.9] },
  };
}

/** Columns of about unit length. */
function exampleCoWatch(random: Random, movies: number): CoWatchTable {
  return {
    dimensions: CO_WATCH_DIMENSIONS,
    ownFrom: 0,
    energy: Float32Array.from({ length: CO_WATCH_DIMENSIONS }, (_, k) => 20 / (1 + k)),
    directions: gaussians(random, movies * CO_WATCH_DIMENSIONS, 1 / Math.sqrt(movies)),
  };
}

/** Every movie has an embedding of its own, so the encoder places none of them. */
function exampleContent(random: Random, dimensions: number): ContentTower {
  const features = EXAMPLE_GENRES.map((name) => `@genre:${name}`);
  return {
    encoder: {
      features,
      sources: [],
      factors: gaussians(random, features.length * CONTENT_RANK, 0.5),
      rank: CONTENT_RANK,
      basis: gaussians(random, CONTENT_RANK * dimensions, 0.5),
      dimensions,
    },
    blend: CONTENT_BLEND,
  };
}

function denseLayer(
  random: Random,
  [inputs, units]: readonly [number, number],
  deviation: number,
): DenseWeights {
  return {
    kernel: gaussians(random, inputs * units, deviation),
    kernelShape: [inputs, units],
    bias: gaussians(random, units, 0.1),
  };
}

function gaussians(random: Random, length: number, deviation: number): Float32Array {
  return Float32Array.from({ length }, () => deviation * random.normal());
}
