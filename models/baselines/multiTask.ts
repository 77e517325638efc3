/**
 * @file The joint model of the reference systems: a query tower on the user's id, age range, gender and
 * occupation (category and text), a candidate tower on the movie's id and title text, a rating network
 * on both, and one loss for both tasks (Maxella; the TFRS report).
 *
 * The report's query tower also reads the rating and the timestamp of the very rating that is to be
 * predicted. Nobody knows those when recommending, so this one does not.
 */
import { createRandom } from '../dataset/random';
import { FieldTables } from './neural/fieldTables';
import { categoryField, idField, textField, userDescriptions } from './neural/fields';
import { plainSoftmax } from './neural/inBatch';
import { adagrad } from './neural/optimizers';
import { openTowerSystem, towerState } from './neural/towerSystem';
import { createTowers, trainTowers, type TowerShape } from './neural/towerTraining';
import { ratingExamples } from './ranking';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface MultiTaskSettings extends TowerShape {
  /** Length of the vector of each category and word. */
  readonly dimensions: number;
  readonly epochs: number;
  readonly batchRows: number;
  /** Adagrad's learning rate. */
  readonly rate: number;
  readonly retrievalWeight: number;
  readonly ratingWeight: number;
}

/** Equal weights; layers as in the library's tutorials, which the documents follow. */
const MULTI_TASK: MultiTaskSettings = {
  dimensions: 32,
  layers: [64, 32],
  ratingHidden: [256, 64],
  epochs: 3,
  batchRows: 1024,
  rate: 0.1,
  retrievalWeight: 1,
  ratingWeight: 1,
};

/** The task weights that Maxella compares: one task alone, the other alone, both. */
export const TASK_WEIGHTS = {
  rating: { retrievalWeight: 0, ratingWeight: 1 },
  retrieval: { retrievalWeight: 1, ratingWeight: 0 },
  joint: { retrievalWeight: 1, ratingWeight: 1 },
} as const;

export function multiTaskRecipe(
  name: string,
  changes: Partial<MultiTaskSettings> = {},
): SystemRecipe {
  const settings = { ...MULTI_TASK, ...changes };
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, set) => openTowerSystem(state, set, settings.ratingHidden),
  };
}

async function train(
  set: TrainingSet,
  settings: MultiTaskSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const { interactions, movies } = set;
  const { dimensions } = settings;
  const random = createRandom(options.seed);
  const userFields = [
    idField('user', interactions.userCount, dimensions),
    ...userDescriptions(set, dimensions),
  ];
  const movieFields = [
    idField('movie', interactions.movieCount, dimensions),
    categoryField(
      'title',
      movies.map(({ title }) => [title]),
      dimensions,
    ),
    textField(
      'title text',
      movies.map(({ title }) => title),
      dimensions,
    ),
  ];
  const model = createTowers(
    new FieldTables(userFields, random),
    new FieldTables(movieFields, random),
    settings,
    random,
  );
  const training = { ...settings, optimizer: adagrad(settings.rate), softmax: plainSoftmax() };
  await trainTowers(model, ratingExamples(interactions), training, options);
  return towerState(model, set, options.seed);
}
