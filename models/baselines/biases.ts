/** @file Predicted stars from biases alone: mean, movie and person (Koren, Bell and Volinsky 2009). */
import type { History } from '../dataset/columns';
import { likeCounts } from '../dataset/counts';
import { fitBiases, userBias, type BiasConfig, type BiasModel } from '../ranking/bias';
import type { SystemRecipe } from './system';

/** Good on validation people of the latest sets. */
const CONFIG: BiasConfig = { userShrinkage: 6, movieShrinkage: 6, sweeps: 8 };

/** Lists are those of popularity, which needs no stars. */
export const biasesRecipe: SystemRecipe = {
  name: 'biases',
  settings: { ...CONFIG },
  train: ({ interactions }) => {
    const { mean, movieBias } = fitBiases(interactions, CONFIG);
    return Promise.resolve({ mean: Float64Array.of(mean), movieBias });
  },
  open: (state, { interactions }) => {
    const model: BiasModel = {
      mean: state.mean[0],
      movieBias: Float32Array.from(state.movieBias),
      userShrinkage: CONFIG.userShrinkage,
    };
    const likes = likeCounts(interactions);
    return {
      scores: () => likes.slice(),
      predictStars: (history, movies) => starsByBiases(model, history, movies),
      dispose: () => undefined,
    };
  },
};

function starsByBiases(model: BiasModel, history: History, movies: Int32Array): Float32Array {
  const personal = model.mean + userBias(model, history);
  return Float32Array.from(movies, (movie) => personal + model.movieBias[movie]);
}
