/**
 * @file The reference systems' two stages: an ID two-tower trained with an in-batch sampled softmax, and
 * a ranking network of its own that predicts stars (Kalach 2025, "2WatchM"; Maxella).
 */
import { ratingCounts } from '../dataset/counts';
import { createRandom } from '../dataset/random';
import { FieldTables } from './neural/fieldTables';
import { idField } from './neural/fields';
import { correctedSoftmax, plainSoftmax } from './neural/inBatch';
import { adagrad } from './neural/optimizers';
import { openPairSystem } from './neural/pairSystem';
import { openTowerSystem, towerState } from './neural/towerSystem';
import { createTowers, trainTowers } from './neural/towerTraining';
import { networkOf, RANKING, ratingExamples, trainRanking, type RankingSettings } from './ranking';
import type { SystemRecipe, SystemState, TrainedSystem, TrainingSet, TrainOptions } from './system';

export interface TwoTowerSettings {
  readonly dimensions: number;
  readonly epochs: number;
  readonly batchRows: number;
  /** Adagrad's learning rate. */
  readonly rate: number;
  readonly logQ: boolean;
  /** The second stage, or none. */
  readonly ranking: RankingSettings | null;
}

/** The first document's: 32 dimensions, 5 passes of Adagrad at 0.1; the batch is its tutorial's. */
export const TWO_TOWER: TwoTowerSettings = {
  dimensions: 32,
  epochs: 5,
  batchRows: 8192,
  rate: 0.1,
  logQ: false,
  ranking: RANKING,
};

/** Names of the second stage's arrays begin with this. */
const RANKING_PREFIX = 'ranking.';

/** Lists come from the towers, stars from the ranking network: the documents measure them apart. */
export function twoTowerRecipe(name: string, settings: TwoTowerSettings): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, set) => open(state, set, settings),
  };
}

async function train(
  set: TrainingSet,
  settings: TwoTowerSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const { interactions } = set;
  const { dimensions, ranking } = settings;
  const random = createRandom(options.seed);
  const users = [idField('user', interactions.userCount, dimensions)];
  const movies = [idField('movie', interactions.movieCount, dimensions)];
  const model = createTowers(
    new FieldTables(users, random),
    new FieldTables(movies, random),
    { layers: [], ratingHidden: null },
    random,
  );
  const training = {
    ...settings,
    optimizer: adagrad(settings.rate),
    retrievalWeight: 1,
    ratingWeight: 0,
    softmax: settings.logQ ? correctedSoftmax(ratingCounts(interactions)) : plainSoftmax(),
  };
  await trainTowers(model, ratingExamples(interactions), training, options);
  const towers = await towerState(model, set, options.seed);
  if (ranking === null) return towers;
  const stage = Object.entries(await trainRanking(set, ranking, options));
  return {
    ...towers,
    ...Object.fromEntries(stage.map(([key, values]) => [RANKING_PREFIX + key, values])),
  };
}

function open(state: SystemState, set: TrainingSet, { ranking }: TwoTowerSettings): TrainedSystem {
  const towers = openTowerSystem(state, set, null);
  if (ranking === null) return towers;
  const stage = Object.entries(state).filter(([key]) => key.startsWith(RANKING_PREFIX));
  const stars = openPairSystem(
    networkOf(ranking),
    Object.fromEntries(stage.map(([key, values]) => [key.slice(RANKING_PREFIX.length), values])),
    set,
    'stars',
  );
  // The towers' lists take the place of the ranking network's; stars are its own.
  return { ...stars, ...towers, dispose: () => stars.dispose() };
}
