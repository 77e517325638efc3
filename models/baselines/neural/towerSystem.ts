/** @file From trained towers to a system that answers, and through plain arrays back again. */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { createRandom } from '../../dataset/random';
import { clampStars } from '../../ranking/ranker';
import { dotProducts } from '../../towers/dotProducts';
import type { SystemState, TrainedSystem, TrainingSet } from '../system';
import type { FieldTables } from './fieldTables';
import { mlpNetwork } from './pairNetworks';
import { PairScorer } from './pairScorer';
import {
  floats,
  parametersFromState,
  parametersToState,
  tensorsOf,
  type Parameter,
} from './parameters';
import { towerForward, type TowerModel } from './towerTraining';
import { fitUserRegression } from './unseenUsers';
import { towerTable, type Rows } from './userEstimate';

/** Everybody's embedding, every movie's, the rating network, and the regression for strangers. */
export async function towerState(
  model: TowerModel,
  { interactions }: TrainingSet,
  seed: number,
): Promise<SystemState> {
  const users = await embedAll(model.users, model.userLayers);
  const movies = await embedAll(model.movies, model.movieLayers);
  return {
    users: users.values,
    movies: movies.values,
    regression: fitUserRegression(interactions, movies, users, seed),
    ...parametersToState('rating', model.ratingLayers),
  };
}

async function embedAll(tables: FieldTables, layers: readonly Parameter[]): Promise<Rows> {
  const output = tidy(() =>
    towerForward(tensorsOf(layers), tensor2d(tables.gatherAll(), [tables.entities, tables.width])),
  );
  try {
    return { values: Float32Array.from(await output.data()), width: output.shape[1] };
  } finally {
    output.dispose();
  }
}

/**
 * The system of {@link towerState}; dispose it.
 *
 * @param ratingHidden as in training; null where there is no rating network
 */
export function openTowerSystem(
  state: SystemState,
  { interactions }: TrainingSet,
  ratingHidden: readonly number[] | null,
): TrainedSystem {
  const items = floats(state, 'movies');
  const users = floats(state, 'users');
  const regression = floats(state, 'regression');
  const dimensions = items.length / interactions.movieCount;
  const movies = { values: items, width: dimensions };
  const table = towerTable(movies, regression);
  const trained = (user: number): Float32Array =>
    users.subarray(user * dimensions, (user + 1) * dimensions);
  const answers: TrainedSystem = {
    table,
    scores: (history) => dotProducts(items, table.queryOf(history)),
    scoresOfUser: (user) => dotProducts(items, trained(user)),
    dispose: () => undefined,
  };
  if (ratingHidden === null) return answers;
  const network = mlpNetwork(2 * dimensions, ratingHidden);
  // The shapes follow from the network; the numbers that start it are thrown away.
  const like = network.initialize(createRandom(0));
  const scorer = new PairScorer(network, movies, parametersFromState(state, 'rating', like));
  const stars = async (user: Float32Array, of: Int32Array): Promise<Float32Array> =>
    (await scorer.score(user, of)).map(clampStars);
  return {
    ...answers,
    predictStars: (history, of) => stars(table.queryOf(history), of),
    starsOfUser: (user, of) => stars(trained(user), of),
    dispose: () => scorer.dispose(),
  };
}
