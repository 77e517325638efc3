/**
 * @file What ratings are centred on before they are factorised: nothing, the mean of all, or the mean
 * with the biases of person and movie. As a `BiasModel`, so that all three predict with one formula.
 */
import type { History, Interactions } from '../dataset/columns';
import { BIAS_CONFIG, fitBiases, userBias, type BiasModel } from '../ranking/bias';
import { MAX_HALF_STARS, MIN_HALF_STARS, starsOf } from '../shapes';
import type { SystemState } from './system';

export type Centring = 'nothing' | 'mean' | 'biases';

/** Learns the baseline from the ratings of the training people. */
export function fitBaseline(interactions: Interactions, centring: Centring): BiasModel {
  const biases = fitBiases(interactions, BIAS_CONFIG);
  if (centring === 'biases') return biases;
  return {
    mean: centring === 'mean' ? biases.mean : 0,
    movieBias: new Float32Array(interactions.movieCount),
    // Any deviation divided by infinitely many imagined ratings is no bias.
    userShrinkage: Number.POSITIVE_INFINITY,
  };
}

export function baselineState({ mean, movieBias, userShrinkage }: BiasModel): SystemState {
  return { movieBias, baseline: Float64Array.of(mean, userShrinkage) };
}

/** Reverses {@link baselineState}. */
export function openBaseline(state: SystemState): BiasModel {
  const [mean, userShrinkage] = state.baseline;
  return { mean, userShrinkage, movieBias: Float32Array.from(state.movieBias) };
}

/** Stars that the biases alone predict for some movies, plus an addition of its own for each. */
export function predictedStars(
  model: BiasModel,
  history: History,
  movies: Int32Array,
  additionOf: (movie: number) => number,
): Float32Array {
  const personal = model.mean + userBias(model, history);
  return Float32Array.from(movies, (movie) =>
    withinScale(personal + model.movieBias[movie] + additionOf(movie)),
  );
}

function withinScale(stars: number): number {
  return Math.min(starsOf(MAX_HALF_STARS), Math.max(starsOf(MIN_HALF_STARS), stars));
}
