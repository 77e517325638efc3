/**
 * @file Variational Bayes matrix factorisation of the stars (Lim and Teh 2007; Raiko, Ilin and
 * Karhunen 2007), with automatic relevance determination of the factors:
 *
 *     stars = μ + c_m + b_u + p_u·q_m + ε,    ε ~ N(0, 1/τ)
 *     p_u ~ N(0, I),  b_u ~ N(0, 1/β),  (c_m, q_m) ~ N(0, diag(1/α))
 *
 * Both sides keep full posterior covariances, which is what holds movies with few ratings back. The
 * two sides have the same form: a row holds `(bias, factors)`, and its partner's design is
 * `(1, factors)`. Every step raises the evidence lower bound or leaves it.
 */
import type { Interactions } from '../dataset/columns';
import { transpose } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { starsOf } from '../shapes';
import { fitBiases, type BiasConfig } from '../ranking/bias';
import { BeliefSide, type SideRatings } from './ratingBlockTrainingSide';

const INITIAL_DEVIATION = 0.1;
const INITIAL_VARIANCE = 0.05;
const INITIAL_NOISE_PRECISION = 1 / 0.75;
const INITIAL_BIAS_PRECISION = 6;
const INITIAL_FACTOR_PRECISION = 20;
/** Shrinkage of the biases that the factorisation starts from. */
export const PLAIN_BIASES: BiasConfig = { userShrinkage: 6, movieShrinkage: 6, sweeps: 8 };

export interface FactorConfig {
  readonly factors: number;
  readonly alternations: number;
  readonly seed: number;
}

/** The movies' side after some alternations: all that is needed to go on. `D = 1 + factors`. */
export interface FactorState {
  readonly alternation: number;
  /** Mean of all ratings, in stars. */
  readonly mean: number;
  /** `[M, D]` posterior means `(c, q)`. */
  readonly movieMeans: Float64Array;
  /** `[M, D (D + 1) / 2]` lower triangles of the posterior covariances. */
  readonly movieCovariances: Float64Array;
  /** `[D]` `α` */
  readonly moviePrecision: Float64Array;
  /** `β` */
  readonly userBiasPrecision: number;
  /** `τ` */
  readonly noisePrecision: number;
  /** Evidence lower bound for each rating, after each alternation. */
  readonly bounds: readonly number[];
}

/** Biases by shrinkage, factors at random. */
export function initialFactors(interactions: Interactions, config: FactorConfig): FactorState {
  const { movieCount } = interactions;
  const { mean, movieBias } = fitBiases(interactions, PLAIN_BIASES);
  const random = createRandom(config.seed);
  const movies = new BeliefSide(movieCount, config.factors);
  for (let movie = 0; movie < movieCount; movie++) {
    movies.means[movie * movies.dimensions] = movieBias[movie];
    for (let j = 1; j < movies.dimensions; j++) {
      movies.means[movie * movies.dimensions + j] = INITIAL_DEVIATION * random.normal();
    }
    movies.setVariance(movie, INITIAL_VARIANCE);
  }
  const moviePrecision = new Float64Array(movies.dimensions).fill(INITIAL_FACTOR_PRECISION);
  moviePrecision[0] = INITIAL_BIAS_PRECISION;
  return {
    alternation: 0,
    mean,
    movieMeans: movies.means,
    movieCovariances: movies.covariances,
    moviePrecision,
    userBiasPrecision: INITIAL_BIAS_PRECISION,
    noisePrecision: INITIAL_NOISE_PRECISION,
    bounds: [],
  };
}

/** Runs the alternations that are left after `state`, yielding the state after each one. */
export function* alternateFactors(
  interactions: Interactions,
  config: FactorConfig,
  state: FactorState,
): Generator<FactorState> {
  const byUser = deviationsOf(interactions, state.mean);
  const byMovie = transposedDeviations(interactions, state.mean);
  let current = state;
  while (current.alternation < config.alternations) {
    current = nextState(current, config, byUser, byMovie);
    yield current;
  }
}

function nextState(
  state: FactorState,
  { factors }: FactorConfig,
  byUser: SideRatings,
  byMovie: SideRatings,
): FactorState {
  const movies = new BeliefSide(byMovie.offsets.length - 1, factors, {
    means: state.movieMeans.slice(),
    covariances: state.movieCovariances.slice(),
  });
  const users = new BeliefSide(byUser.offsets.length - 1, factors);
  const userPrecision = new Float64Array(users.dimensions).fill(1);
  userPrecision[0] = state.userBiasPrecision;
  let moviePrecision: Float64Array = state.moviePrecision;

  users.update(byUser, movies, userPrecision, state.noisePrecision);
  userPrecision[0] = users.relevance()[0];
  const scales = users.relevance().map((precision, d) => (d === 0 ? 1 : 1 / Math.sqrt(precision)));
  users.rescale(scales.map((scale) => 1 / scale));
  moviePrecision = moviePrecision.map((precision, d) => precision / scales[d] ** 2);
  movies.update(byMovie, users, moviePrecision, state.noisePrecision);
  moviePrecision = movies.relevance();
  const noise = movies.expectedSquares(byMovie, users);
  const ratings = byUser.columns.length;
  const noisePrecision = ratings / noise;

  const fit = (ratings / 2) * (Math.log(noisePrecision / (2 * Math.PI)) - 1);
  const bound = fit - users.divergence(userPrecision) - movies.divergence(moviePrecision);
  return {
    alternation: state.alternation + 1,
    mean: state.mean,
    movieMeans: movies.means,
    movieCovariances: movies.covariances,
    moviePrecision,
    userBiasPrecision: userPrecision[0],
    noisePrecision,
    bounds: [...state.bounds, bound / ratings],
  };
}

function deviationsOf({ offsets, movies, halfStars }: Interactions, mean: number): SideRatings {
  return {
    offsets,
    columns: movies,
    deviations: Float64Array.from(halfStars, (rating) => starsOf(rating) - mean),
  };
}

function transposedDeviations(interactions: Interactions, mean: number): SideRatings {
  const { offsets, users, halfStars } = transpose(interactions);
  return {
    offsets,
    columns: users,
    deviations: Float64Array.from(halfStars, (rating) => starsOf(rating) - mean),
  };
}
