/**
 * @file What the ranker reads about a (user, movie) pair. Everything here is known before the pair is
 * rated, and training and inference build it with the same code.
 *
 * Row layout, `F = 2 D + 7`: the direction of the user embedding, the direction of the movie
 * embedding (first block of the space), their cosine, the standardised retrieval score, movie bias,
 * user bias, log of the movie's rating count, log of the number of ratings given, and the baseline
 * `b_u + b_m`.
 */
import type { History } from '../dataset/columns';
import { blockGains, type TwoTowerSpace } from '../towers/space';
import { userBias, type BiasModel } from './bias';

const SCALAR_FEATURES = 7;
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
  /** `[D]` unit vector, or zeros. */
  readonly direction: Float32Array;
  /** Retrieval score for one unit of `u·v`. */
  readonly gain: number;
  readonly norm: number;
  readonly bias: number;
  readonly logRatings: number;
}

/** Number of features of a pair. */
export function featureCount(space: TwoTowerSpace): number {
  return 2 * space.blocks[0].dimensions + SCALAR_FEATURES;
}

export function prepareUser(
  source: FeatureSource,
  user: Float32Array,
  history: History,
): PreparedUser {
  const part = user.subarray(0, source.space.blocks[0].dimensions);
  const norm = Math.hypot(...part);
  return {
    direction: part.map((value) => (norm > 0 ? value / norm : 0)),
    gain: blockGains(source.space, user)[0],
    norm,
    bias: userBias(source.bias, history),
    logRatings: Math.log1p(history.movies.length) / LOG_SCALE,
  };
}

/** Baseline stars `μ + b_u + b_m`, to which the ranker adds a correction. */
export function baselineStars(source: FeatureSource, user: PreparedUser, movie: number): number {
  return source.bias.mean + user.bias + source.bias.movieBias[movie];
}

/** Writes the features of one pair into `out` at `offset`. */
export function writeFeatures(
  source: FeatureSource,
  user: PreparedUser,
  movie: number,
  out: Float32Array,
  offset: number,
): void {
  const { embedding, dimensions } = source.space.blocks[0];
  const row = movie * dimensions;
  let dot = 0;
  let squares = 0;
  for (let i = 0; i < dimensions; i++) {
    const value = embedding[row + i];
    dot += user.direction[i] * value;
    squares += value * value;
  }
  const movieNorm = Math.sqrt(squares);
  const inverse = movieNorm > 0 ? 1 / movieNorm : 0;
  const scale = Math.sqrt(dimensions);
  for (let i = 0; i < dimensions; i++) {
    out[offset + i] = user.direction[i] * scale;
    out[offset + dimensions + i] = embedding[row + i] * inverse * scale;
  }
  const at = offset + 2 * dimensions;
  const movieBias = source.bias.movieBias[movie];
  out[at] = dot * inverse;
  out[at + 1] = dot * user.norm * user.gain;
  out[at + 2] = movieBias;
  out[at + 3] = user.bias;
  out[at + 4] = Math.log1p(source.ratingCount[movie]) / LOG_SCALE;
  out[at + 5] = user.logRatings;
  out[at + 6] = user.bias + movieBias;
}
