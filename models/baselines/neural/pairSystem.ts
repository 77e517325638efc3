/** @file From a trained pair network to a system that answers, and through plain arrays back again. */
import { clampStars } from '../../ranking/ranker';
import type { History } from '../../dataset/columns';
import type { SystemState, TrainedSystem, TrainingSet } from '../system';
import type { PairNetwork } from './pairNetworks';
import { PairScorer } from './pairScorer';
import type { PairModel } from './pairTraining';
import { createRandom } from '../../dataset/random';
import { floats, parametersFromState, parametersToState } from './parameters';
import { fitUserRegression } from './unseenUsers';
import { estimateUser, type Rows } from './userEstimate';

/** Whether the output of the network is stars, or only orders the movies. */
export type PairOutput = 'stars' | 'order';

/**
 * What a trained model needs to answer: everybody's inputs, the dense parameters, and the regression
 * for people whom it never saw. The embedding tables behind the inputs are not needed any more.
 */
export function pairState(
  model: PairModel,
  { interactions }: TrainingSet,
  seed: number,
): SystemState {
  const users = { values: model.users.gatherAll(), width: model.users.width };
  const movies = { values: model.movies.gatherAll(), width: model.movies.width };
  return {
    users: users.values,
    movies: movies.values,
    regression: fitUserRegression(interactions, movies, users, seed),
    ...parametersToState('dense', model.parameters),
  };
}

/** The system of {@link pairState}; dispose it. */
export function openPairSystem(
  network: PairNetwork,
  state: SystemState,
  { interactions }: TrainingSet,
  output: PairOutput,
): TrainedSystem {
  const users = rowsOf(state, 'users', interactions.userCount);
  const movies = rowsOf(state, 'movies', interactions.movieCount);
  const regression = floats(state, 'regression');
  // The shapes follow from the network; the numbers that start it are thrown away.
  const parameters = parametersFromState(state, 'dense', network.initialize(createRandom(0)));
  const scorer = new PairScorer(network, movies, parameters);
  const trained = (user: number): Float32Array =>
    users.values.subarray(user * users.width, (user + 1) * users.width);
  const unseen = (history: History): Float32Array => estimateUser(regression, movies, history);
  const answers: TrainedSystem = {
    scores: (history) => scorer.score(unseen(history)),
    scoresOfUser: (user) => scorer.score(trained(user)),
    dispose: () => scorer.dispose(),
  };
  if (output === 'order') return answers;
  const stars = async (user: Float32Array, of: Int32Array): Promise<Float32Array> =>
    (await scorer.score(user, of)).map(clampStars);
  return {
    ...answers,
    predictStars: (history, of) => stars(unseen(history), of),
    starsOfUser: (user, of) => stars(trained(user), of),
  };
}

function rowsOf(state: SystemState, name: string, count: number): Rows {
  const values = floats(state, name);
  return { values, width: values.length / count };
}
