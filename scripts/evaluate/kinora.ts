/** @file Our own model as a system under test: the only file that knows what its state is made of. */
import { join } from 'node:path';
import type { SystemRecipe, SystemState, TrainedSystem } from '../../models/baselines/system';
import type { History, Interactions } from '../../models/dataset/columns';
import type { Familiarity } from '../../models/personalize/familiarity';
import { fitFamiliarity } from '../../models/personalize/familiarityTraining';
import { inOrder, oneAfterAnother } from '../../models/personalize/questions';
import { DEFAULT_QUESTION_PLAN, planQuestions } from '../../models/personalize/questionsTraining';
import { InformativeQuestions } from '../../models/personalize/questionsUncertainty';
import { genreNamesOf, movieFacts } from '../../models/ranking/movieFacts';
import { prepareUser, type FeatureSource } from '../../models/ranking/pairFeatures';
import { Ranker, type Ranking } from '../../models/ranking/ranker';
import { createBlock } from '../../models/towers/block';
import { foldInAll } from '../../models/towers/closedForm';
import { contextPriorOf } from '../../models/towers/contextColumns';
import { configFor, type TrainingConfig } from '../../models/training/config';
import { DEFAULT_RATING_BLOCK } from '../../models/training/ratingBlockTraining';
import { scoresIn } from '../../models/training/scoresIn';
import { rankingSystem } from '../../models/training/systems';
import { featureSourceOf, type TrainedModel } from '../../models/training/trainedModel';
import { CHECKPOINTS } from '../train/checkpoint';
import { fitModel } from '../train/fitModel';
import { SolverPool } from '../train/solverPool';
import { openSecondStage } from './kinoraSecondStage';
import { decodeObject, encodeObject } from './objectState';

/** `retrieval` is the two-tower space alone, `ranking` what the page shows. Both train alike. */
type Stage = 'retrieval' | 'ranking';

/** Length of the list that is the same for everybody: as many as P5 shows at most. */
const VOLUME_QUESTIONS = 100;

/** The constants for a data set of so many movies. */
type ConfigFor = (movies: number, seed: number) => TrainingConfig;

/** Whether the model reads what is known of a person besides ratings. It trains alike. */
type ContextUse = 'ratings alone' | 'with context';

interface KinoraOptions {
  /** Solver threads; absent for as many as the computer has. */
  readonly threads?: number;
  readonly configOf?: ConfigFor;
  readonly contextUse?: ContextUse;
}

export function kinoraRecipe(
  stage: Stage,
  { threads, configOf = configFor, contextUse = 'ratings alone' }: KinoraOptions = {},
): SystemRecipe {
  return {
    name: 'kinora',
    // The number of movies chooses between these, and is in the key with the data.
    settings: {
      few: configOf(0, 0),
      many: configOf(Infinity, 0),
      ratingBlock: DEFAULT_RATING_BLOCK,
    },
    train: async ({ interactions, movies }, { seed, signal, onStep }) => {
      const pool = new SolverPool(threads);
      try {
        const { model } = await fitModel(interactions, {
          config: configOf(interactions.movieCount, seed),
          movies,
          genreNames: genreNamesOf(movies),
          solve: pool.solve.bind(pool),
          signal,
          checkpointFolder: join(CHECKPOINTS, 'evaluate'),
          events: { onStep },
        });
        return encodeModel(model);
      } finally {
        await pool.close();
      }
    },
    open: (state, set) => {
      const { movies, interactions } = set;
      const trained = decodeModel(state);
      const context =
        contextUse === 'with context' ? contextPriorOf(interactions, set, trained.blocks) : null;
      const model = context ? { ...trained, context } : trained;
      const genreNames = genreNamesOf(movies);
      const source = featureSourceOf(model, movieFacts(movies, genreNames));
      const system =
        stage === 'retrieval' ? openRetrieval(source) : openRanking(source, model, genreNames);
      return withQuestions(system, source, interactions);
    },
  };
}

function openRetrieval(source: FeatureSource): TrainedSystem {
  return { scores: scoresIn(source.space), dispose: () => undefined };
}

function openRanking(
  source: FeatureSource,
  model: TrainedModel,
  genreNames: readonly string[],
): TrainedSystem {
  const ranker = new Ranker(source, model.ranker);
  const ranked = rankingSystem('kinora', source, ranker);
  const rank = rankOnce(source, ranker);
  return {
    ...openRetrieval(source),
    secondStage: openSecondStage(source, ranker, model.ranker, genreNames),
    recommend: (...request) => ranked.recommend(...request),
    predictStars: async (history, movies) => (await rank(history, movies)).stars,
    predictStarsVariance: async (history, movies) => (await rank(history, movies)).variance,
    dispose: () => ranker.dispose(),
  };
}

/** Planning takes a while, and only P5 asks for it. */
function withQuestions(
  system: TrainedSystem,
  { space, ratingCount }: FeatureSource,
  interactions: Interactions,
): TrainedSystem {
  const [block] = space.blocks;
  const { seed } = DEFAULT_QUESTION_PLAN;
  let informative: InformativeQuestions | null = null;
  const adaptive = (): InformativeQuestions => {
    const familiarity = (): Familiarity => fitFamiliarity(block, interactions, seed);
    const people = interactions.userCount;
    return (informative ??= new InformativeQuestions(block, ratingCount, people, familiarity()));
  };
  const questions = {
    get adaptive() {
      return adaptive();
    },
    get planned() {
      return planQuestions(space, interactions).then((plan) =>
        oneAfterAnother(inOrder(plan), adaptive()),
      );
    },
    get volume() {
      const nobody = { movies: new Int32Array(0), halfStars: [] };
      return inOrder(Int32Array.from(adaptive().several(nobody, new Set(), VOLUME_QUESTIONS)));
    },
  };
  return { ...system, questions };
}

/** Stars and their variance are asked for one after the other; one ranking has both. */
function rankOnce(
  source: FeatureSource,
  ranker: Ranker,
): (history: History, movies: Int32Array) => Promise<Ranking> {
  let last: { history: History; movies: Int32Array; ranking: Promise<Ranking> } | null = null;
  return (history, movies) => {
    if (last?.history !== history || last.movies !== movies) {
      const user = prepareUser(source, foldInAll(source.space, history), history);
      last = { history, movies, ranking: ranker.rank(user, movies) };
    }
    return last.ranking;
  };
}

function encodeModel(model: TrainedModel): SystemState {
  const blocks = model.blocks.map(({ name, weight, loss, embedding, dimensions }) => ({
    name,
    weight,
    loss,
    embedding,
    dimensions,
  }));
  return encodeObject({ ...model, blocks });
}

/** The state comes from this version of {@link encodeModel}: the cache's key says so. */
function decodeModel(state: SystemState): TrainedModel {
  const model = decodeObject(state) as TrainedModel;
  const blocks = model.blocks.map(({ name, weight, loss, embedding, dimensions }) =>
    createBlock(name, weight, loss, embedding, dimensions),
  );
  return { ...model, blocks };
}
