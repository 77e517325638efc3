/**
 * @file DCN-v2 on the features of the reference systems: predicted stars, and which pairs of features
 * its first cross layer multiplies (Wang et al. 2021; Maxella reads feature importance from it).
 */
import { createRandom } from '../dataset/random';
import { crossBlockNorms } from '../ranking/crossImportance';
import { FieldTables } from './neural/fieldTables';
import { categoryField, idField, userDescriptions, type Field } from './neural/fields';
import { adagrad } from './neural/optimizers';
import { crossNetwork, type PairNetwork } from './neural/pairNetworks';
import { openPairSystem, pairState } from './neural/pairSystem';
import { squaredError, trainPairs } from './neural/pairTraining';
import { floats } from './neural/parameters';
import { ratingExamples } from './ranking';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface DcnSettings {
  readonly dimensions: number;
  readonly crossLayers: number;
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchRows: number;
  /** Adagrad's learning rate. */
  readonly rate: number;
}

/** The document gives no sizes; these are of the library's tutorial, cut to what takes minutes. */
export const DCN: DcnSettings = {
  dimensions: 16,
  crossLayers: 1,
  hidden: [64, 64],
  epochs: 3,
  batchRows: 1024,
  rate: 0.1,
};

export function dcnRecipe(name: string, settings: DcnSettings): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, set) => {
      const { all } = fieldsOf(set, settings);
      const widths = all.map(({ dimensions }) => dimensions);
      const network = networkOf(all.length * settings.dimensions, settings);
      return {
        ...openPairSystem(network, state, set, 'stars'),
        featureImportance: {
          features: all.map(({ name: feature }) => feature),
          norms: crossBlockNorms(floats(state, FIRST_CROSS_KERNEL), widths),
        },
      };
    },
  };
}

/** The network's first parameter. */
const FIRST_CROSS_KERNEL = 'dense0';

function networkOf(columns: number, { crossLayers, hidden }: DcnSettings): PairNetwork {
  return crossNetwork(columns, crossLayers, hidden);
}

/** Ids, what is known of the person, and genre, director and leading actor of the movie. */
function fieldsOf(set: TrainingSet, { dimensions }: DcnSettings) {
  const { interactions, movies } = set;
  const users: Field[] = [
    idField('user', interactions.userCount, dimensions),
    ...userDescriptions(set, dimensions),
  ];
  const ofMovies: Field[] = [
    idField('movie', interactions.movieCount, dimensions),
    categoryField(
      'genre',
      movies.map(({ genres }) => genres),
      dimensions,
    ),
    categoryField(
      'director',
      movies.map(({ directors }) => directors.slice(0, 1)),
      dimensions,
    ),
    categoryField(
      'star',
      movies.map(({ actors }) => actors.slice(0, 1)),
      dimensions,
    ),
  ];
  return { users, movies: ofMovies, all: [...users, ...ofMovies] };
}

async function train(
  set: TrainingSet,
  settings: DcnSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const random = createRandom(options.seed);
  const fields = fieldsOf(set, settings);
  const users = new FieldTables(fields.users, random);
  const movies = new FieldTables(fields.movies, random);
  const network = networkOf(users.width + movies.width, settings);
  const model = { users, movies, network, parameters: network.initialize(random) };
  const examples = ratingExamples(set.interactions);
  const training = {
    ...settings,
    optimizer: adagrad(settings.rate),
    loss: squaredError,
    dropout: 0,
    maxNorm: null,
  };
  await trainPairs(model, () => examples, training, options);
  return pairState(model, set, options.seed);
}
