/** @file Predicted stars for one person and many movies: baseline plus the network's correction. */
import { dispose, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { MAX_HALF_STARS, MIN_HALF_STARS, starsOf } from '../shapes';
import { forward, type DenseLayer } from './mlp';
import {
  PAIR_FEATURES,
  writeFeatures,
  type FeatureSource,
  type PreparedUser,
} from './pairFeatures';

/** Rows of one product; bounds the memory of a prediction for the whole catalogue. */
const BATCH_ROWS = 2048;

/** Weights on the CPU: what a pack stores and training produces. */
export interface DenseWeights {
  /** `[inputs, units]` */
  readonly kernel: Float32Array;
  readonly kernelShape: readonly [number, number];
  /** `[units]` */
  readonly bias: Float32Array;
}

/** Holds the weights as tensors of the current backend until {@link StarRanker.dispose}. */
export class StarRanker {
  readonly #source: FeatureSource;
  readonly #layers: readonly DenseLayer[];

  constructor(source: FeatureSource, weights: readonly DenseWeights[]) {
    this.#source = source;
    this.#layers = weights.map(({ kernel, kernelShape, bias }) => ({
      kernel: tensor2d(kernel, [...kernelShape]),
      bias: tensor1d(bias),
    }));
  }

  /**
   * Predicted stars, `[movies]`, within 0.5 to 5.
   *
   * @param movies movie indices
   */
  async predict(user: PreparedUser, movies: ArrayLike<number>): Promise<Float32Array> {
    const stars = new Float32Array(movies.length);
    for (let start = 0; start < movies.length; start += BATCH_ROWS) {
      const rows = Math.min(BATCH_ROWS, movies.length - start);
      const features = new Float32Array(rows * PAIR_FEATURES);
      for (let row = 0; row < rows; row++) {
        const at = row * PAIR_FEATURES;
        stars[start + row] = writeFeatures(this.#source, user, movies[start + row], features, at);
      }
      const corrections = await this.#corrections(features, rows);
      for (let row = 0; row < rows; row++) {
        stars[start + row] = clampStars(stars[start + row] + corrections[row]);
      }
    }
    return stars;
  }

  dispose(): void {
    for (const { kernel, bias } of this.#layers) dispose([kernel, bias]);
  }

  async #corrections(features: Float32Array, rows: number): Promise<Float32Array> {
    const output = tidy(() => forward(this.#layers, tensor2d(features, [rows, PAIR_FEATURES])));
    try {
      return await output.data<'float32'>();
    } finally {
      output.dispose();
    }
  }
}

/** The legal range of stars. */
export function clampStars(stars: number): number {
  return Math.min(starsOf(MAX_HALF_STARS), Math.max(starsOf(MIN_HALF_STARS), stars));
}
