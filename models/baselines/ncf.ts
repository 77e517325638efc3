/**
 * @file Neural collaborative filtering (He et al. 2017; the NCF report): embeddings of user and movie,
 * dense layers, a sigmoid, binary cross-entropy with four unrated movies for each rated one, Adam.
 * The report describes the MLP alone; with factors it becomes NeuMF, the paper's full model.
 */
import type { Interactions } from '../dataset/columns';
import { sampleNegatives } from '../dataset/negatives';
import { createRandom, type Random } from '../dataset/random';
import { FieldTables } from './neural/fieldTables';
import { idField } from './neural/fields';
import { adam } from './neural/optimizers';
import { neuMfNetwork, type PairNetwork } from './neural/pairNetworks';
import { openPairSystem, pairState } from './neural/pairSystem';
import { crossEntropy, trainPairs, type PairExamples } from './neural/pairTraining';
import { ratingExamples } from './ranking';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface NcfSettings {
  /** Length of the vectors that are multiplied (GMF); 0 for the MLP alone. */
  readonly factors: number;
  /** Length of the vectors that the dense layers read. */
  readonly dimensions: number;
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchRows: number;
  /** Adam's learning rate. */
  readonly rate: number;
}

/** The report names two hidden layers and no sizes; these are those of the article it cites. */
export const NCF: NcfSettings = {
  factors: 0,
  dimensions: 8,
  hidden: [64, 32],
  epochs: 5,
  batchRows: 1024,
  rate: 0.001,
};

/** NeuMF with the paper's tower of halving layers. */
export const NEU_MF: NcfSettings = { ...NCF, factors: 16, dimensions: 32, hidden: [64, 32, 16] };

export function ncfRecipe(name: string, settings: NcfSettings): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    // The probability grows with the logit, so the logit orders the movies as well.
    open: (state, set) => openPairSystem(networkOf(settings), state, set, 'order'),
  };
}

function networkOf({ factors, dimensions, hidden }: NcfSettings): PairNetwork {
  return neuMfNetwork(factors, 2 * dimensions, hidden);
}

async function train(
  set: TrainingSet,
  settings: NcfSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const { interactions } = set;
  const random = createRandom(options.seed);
  const network = networkOf(settings);
  const tables = (name: string, count: number): FieldTables => {
    const mlp = idField(name, count, settings.dimensions);
    const gmf = idField(`${name} factors`, count, settings.factors);
    return new FieldTables(settings.factors > 0 ? [gmf, mlp] : [mlp], random);
  };
  const model = {
    users: tables('user', interactions.userCount),
    movies: tables('movie', interactions.movieCount),
    network,
    parameters: network.initialize(random),
  };
  const training = {
    ...settings,
    optimizer: adam(settings.rate),
    loss: crossEntropy,
    dropout: 0,
    maxNorm: null,
  };
  await trainPairs(model, (draw) => implicitExamples(interactions, draw), training, options);
  return pairState(model, set, options.seed);
}

/** Every rated movie as a 1 and four unrated ones, drawn anew, as 0. */
function implicitExamples(interactions: Interactions, random: Random): PairExamples {
  const rated = ratingExamples(interactions);
  const unrated = sampleNegatives(interactions, random);
  const labels = new Float32Array(rated.users.length + unrated.users.length);
  const users = new Int32Array(labels.length);
  const movies = new Int32Array(labels.length);
  users.set(rated.users);
  users.set(unrated.users, rated.users.length);
  movies.set(rated.movies);
  movies.set(unrated.movies, rated.movies.length);
  return { users, movies, labels: labels.fill(1, 0, rated.users.length) };
}
