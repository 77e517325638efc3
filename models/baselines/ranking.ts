/**
 * @file The reference systems' ranking models: embeddings of user and movie id side by side, two to four
 * dense layers, mean squared error on the stars (Kalach 2025; Maxella's tuning table).
 */
import type { Interactions } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { starsOf } from '../shapes';
import { FieldTables } from './neural/fieldTables';
import { idField } from './neural/fields';
import { adagrad } from './neural/optimizers';
import { mlpNetwork, type PairNetwork } from './neural/pairNetworks';
import { openPairSystem, pairState } from './neural/pairSystem';
import { squaredError, trainPairs, type PairExamples } from './neural/pairTraining';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface RankingSettings {
  readonly dimensions: number;
  /** Units of the dense layers before the single output. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchRows: number;
  /** Adagrad's learning rate. */
  readonly rate: number;
  readonly dropout: number;
  /** Longest column of a dense kernel, or none. */
  readonly maxNorm: number | null;
}

/**
 * The first document's: 256, 64 and 1 units, 5 passes of Adagrad at 0.1. It names no batch size; 512 rows
 * reach its error of the fifth pass, which the 8,192 of the tutorial it follows do not (50 steps).
 */
export const RANKING: RankingSettings = {
  dimensions: 32,
  hidden: [256, 64],
  epochs: 5,
  batchRows: 512,
  rate: 0.1,
  dropout: 0,
  maxNorm: null,
};

/** Ratings as (user, movie, stars). */
export function ratingExamples({
  userCount,
  offsets,
  movies,
  halfStars,
}: Interactions): PairExamples {
  const users = new Int32Array(movies.length);
  for (let user = 0; user < userCount; user++) users.fill(user, offsets[user], offsets[user + 1]);
  return { users, movies, labels: Float32Array.from(halfStars, starsOf) };
}

/** Scores movies by their predicted stars, as the documents' ranking stage does. */
export function rankingRecipe(name: string, settings: RankingSettings): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => trainRanking(set, settings, options),
    open: (state, set) => openPairSystem(networkOf(settings), state, set, 'stars'),
  };
}

export function networkOf({ dimensions, hidden }: RankingSettings): PairNetwork {
  return mlpNetwork(2 * dimensions, hidden);
}

export async function trainRanking(
  set: TrainingSet,
  settings: RankingSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const { interactions } = set;
  const { dimensions, rate } = settings;
  const random = createRandom(options.seed);
  const network = networkOf(settings);
  const model = {
    users: new FieldTables([idField('user', interactions.userCount, dimensions)], random),
    movies: new FieldTables([idField('movie', interactions.movieCount, dimensions)], random),
    network,
    parameters: network.initialize(random),
  };
  const examples = ratingExamples(interactions);
  const training = { ...settings, optimizer: adagrad(rate), loss: squaredError };
  await trainPairs(model, () => examples, training, options);
  return pairState(model, set, options.seed);
}
