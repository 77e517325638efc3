/** @file A small trained model with seeded random weights, for tests. */
import { createRandom, type Random } from '../dataset/random';
import { PAIR_FEATURES } from '../ranking/pairFeatures';
import type { DenseWeights } from '../ranking/starRanker';
import { createBlock } from '../towers/block';
import { standardized } from '../towers/space';
import type { TrainedModel } from '../training/trainedModel';
import { EXAMPLE_LOSS } from './examples';

const HIDDEN_UNITS = 5;
/** Every movie has enough ratings to be similar to others and to lie on the map. */
const FEWEST_RATINGS = 5;

export interface ExampleModelOptions {
  readonly movies?: number;
  /** Dimensions of each block. */
  readonly blocks?: readonly number[];
  readonly seed?: number;
}

/** Gaussian embeddings and weights; the network corrects the baseline by a few tenths of a star. */
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
    prior: { weight: 0.5, halfLife: 3, popularity: standardized(ratingCount) },
    bias: { mean: 3.5, movieBias: gaussians(random, movies, 0.3), userShrinkage: 6 },
    statistics: {
      ratingCount,
      ratingMean: Float32Array.from({ length: movies }, () => 1 + 4 * random.next()),
    },
    ranker: {
      weights: [
        denseLayer(random, PAIR_FEATURES, HIDDEN_UNITS),
        denseLayer(random, HIDDEN_UNITS, 1),
      ],
      starsWeight: 0.3,
    },
  };
}

function denseLayer(random: Random, inputs: number, units: number): DenseWeights {
  return {
    kernel: gaussians(random, inputs * units, 0.2),
    kernelShape: [inputs, units],
    bias: gaussians(random, units, 0.1),
  };
}

function gaussians(random: Random, length: number, deviation: number): Float32Array {
  return Float32Array.from({ length }, () => deviation * random.normal());
}
