/**
 * @file What the ranker reads about a (user, movie) pair. Everything here is known before the pair is
 * rated, and training and inference build it with the same code.
 *
 * All features are invariant under a rotation of the embedding space, so that a ranker can be trained
 * on the embeddings of one fit and used with those of another.
 */
import type { History } from '../dataset/columns';
import { blockGains, type TwoTowerSpace } from '../towers/space';
import { userBias, type BiasModel } from './bias';
import { ratingTaste } from './ratingTaste';

/**
 * `F`: cosine of user and movie embedding, standardised retrieval score, taste of the person along
 * the movie, movie bias, user bias, log of the movie's rating count, log of the ratings given.
 */
export const PAIR_FEATURES = 7;
/** Logs of counts are divided by this, so that they stay near one. */
const LOG_SCALE = 5;

/** What features need besides the space; `[M]` columns. */
export interface FeatureSource {
  readonly space: TwoTowerSpace;
  readonly bias: BiasModel;
  readonly ratingCount: Int32Array;
}

/** One person, prepared once for many movies. */
export interface PreparedUser {
  /** `[D]` unit vector of the first block, or zeros. */
  readonly direction: Float32Array;
  readonly norm: number;
  /** Retrieval score for one unit of `u·v`. */
  readonly gain: number;
  /** `[D]` see `ratingTaste.ts`. */
  readonly taste: Float32Array;
  readonly bias: number;
  readonly logRatings: number;
}

/**
 * Reads one person.
 *
 * @param user `[Σ D]` the embedding fitted to this history
 */
export function prepareUser(
  source: FeatureSource,
  user: Float32Array,
  history: History,
): PreparedUser {
  const [block] = source.space.blocks;
  const part = user.subarray(0, block.dimensions);
  const norm = Math.hypot(...part);
  return {
    direction: part.map((value) => (norm > 0 ? value / norm : 0)),
    norm,
    gain: blockGains(source.space, user)[0],
    taste: ratingTaste(block, source.bias, history),
    bias: userBias(source.bias, history),
    logRatings: Math.log1p(history.movies.length) / LOG_SCALE,
  };
}

/**
 * Writes the features of one pair into `out` at `offset`.
 *
 * @returns baseline stars `μ + b_u + b_m + w·v̂_m`, to which the ranker adds a correction
 */
export function writeFeatures(
  source: FeatureSource,
  user: PreparedUser,
  movie: number,
  out: Float32Array,
  offset: number,
): number {
  const { embedding, dimensions } = source.space.blocks[0];
  const row = movie * dimensions;
  let dot = 0;
  let liking = 0;
  let squares = 0;
  for (let i = 0; i < dimensions; i++) {
    const value = embedding[row + i];
    dot += user.direction[i] * value;
    liking += user.taste[i] * value;
    squares += value * value;
  }
  const inverseNorm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  const movieBias = source.bias.movieBias[movie];
  out[offset] = dot * inverseNorm;
  out[offset + 1] = dot * user.norm * user.gain;
  out[offset + 2] = liking * inverseNorm;
  out[offset + 3] = movieBias;
  out[offset + 4] = user.bias;
  out[offset + 5] = Math.log1p(source.ratingCount[movie]) / LOG_SCALE;
  out[offset + 6] = user.logRatings;
  return source.bias.mean + user.bias + movieBias + liking * inverseNorm;
}
