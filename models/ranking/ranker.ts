/** @file The second stage: ranking score and predicted stars of many movies for one person. */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { MAX_HALF_STARS, MIN_HALF_STARS, starsOf } from '../shapes';
import {
  corrections,
  createNetwork,
  disposeNetwork,
  HEADS,
  scoreStrength,
  type Network,
  type NetworkWeights,
} from './network';
import { pairFeatures, type FeatureSource, type PreparedUser } from './pairFeatures';

/** Rows of one product; bounds the memory of a prediction for the whole catalogue. */
const BATCH_ROWS = 2048;
const STARS_MIN = starsOf(MIN_HALF_STARS);
const STARS_MAX = starsOf(MAX_HALF_STARS);

/** `[movies]` each. */
export interface Ranking {
  /** Retrieval score plus the network's correction. */
  readonly scores: Float32Array;
  /** Predicted stars, 0.5 to 5. */
  readonly stars: Float32Array;
  /** Variance of the stars that the person would give, stars². */
  readonly variance: Float32Array;
}

/** Holds the weights as tensors of the current backend until {@link Ranker.dispose}. */
export class Ranker {
  readonly #source: FeatureSource;
  readonly #network: Network;
  readonly #logScale: Float32Array;

  constructor(source: FeatureSource, weights: NetworkWeights) {
    this.#source = source;
    this.#network = createNetwork(weights);
    this.#logScale = weights.logScale;
  }

  /** Ranks movies for one person; the order of `movies` is kept. */
  async rank(user: PreparedUser, movies: ArrayLike<number>): Promise<Ranking> {
    const scores = new Float32Array(movies.length);
    const stars = new Float32Array(movies.length);
    const variance = new Float32Array(movies.length);
    const strength = scoreStrength(this.#logScale, user.history.movies.length);
    for (let start = 0; start < movies.length; start += BATCH_ROWS) {
      const batch = Array.prototype.slice.call(movies, start, start + BATCH_ROWS) as number[];
      const pairs = await pairFeatures(this.#source, user, batch);
      const output = await this.correct(pairs.features, batch.length);
      variance.set(pairs.variance, start);
      for (let i = 0; i < batch.length; i++) {
        scores[start + i] = pairs.retrieval[i] + strength * output[i * HEADS];
        stars[start + i] = clampStars(pairs.stars[i] + output[i * HEADS + 1]);
      }
    }
    return { scores, stars, variance };
  }

  /**
   * The network alone.
   *
   * @param features `[rows, F]`
   * @returns `[rows, HEADS]`
   */
  async correct(features: Float32Array, rows: number): Promise<Float32Array> {
    const width = features.length / rows;
    const output = tidy(() => corrections(this.#network, tensor2d(features, [rows, width])));
    try {
      return await output.data<'float32'>();
    } finally {
      output.dispose();
    }
  }

  dispose(): void {
    disposeNetwork(this.#network);
  }
}

/** The legal range of stars. */
export function clampStars(stars: number): number {
  return Math.min(STARS_MAX, Math.max(STARS_MIN, stars));
}
