/**
 * @file The validation pass: trains on nine tenths of the people and measures on the others, so that
 * the figures in the manifest are about people that the model has never seen.
 */
import type { Interactions } from '../../models/dataset/columns';
import { likeCounts } from '../../models/dataset/counts';
import { historyOf, selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { withTagsOf } from '../../models/dataset/tagsOfPeople';
import {
  ALL_RATINGS,
  meanNdcg100,
  scoringSystem,
  type RecommendingSystem,
} from '../../models/metrics/foldInEvaluation';
import { given, splitPerson, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import type { Manifest } from '../../models/pack/manifest';
import { movieFacts } from '../../models/ranking/movieFacts';
import { prepareUser, type FeatureSource } from '../../models/ranking/pairFeatures';
import { Ranker } from '../../models/ranking/ranker';
import { starsOf } from '../../models/shapes';
import { foldInAll } from '../../models/towers/closedForm';
import { createSpace, standardized } from '../../models/towers/space';
import { rankingSystem, retrievalSystem } from '../../models/training/systems';
import { featureSourceOf } from '../../models/training/trainedModel';
import { fitModel, type FitEvents, type FitOptions } from './fitModel';

const VALIDATION_SHARE = 0.1;
/** More would take longer to ask than the others take to train, and say nothing new. */
const MOST_VALIDATION_PEOPLE = 1000;

export interface ValidationSplit {
  readonly training: Interactions;
  /** Rows of the training people, ascending. */
  readonly trainingRows: Int32Array;
  readonly validation: Interactions;
  readonly people: readonly HeldOutPerson[];
}

/** A seeded tenth of the people for validation, up to a thousand; the others for training. */
export function validationSplit(interactions: Interactions, seed: number): ValidationSplit {
  const random = createRandom(seed);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const tenth = Math.floor(VALIDATION_SHARE * order.length);
  const size = Math.min(MOST_VALIDATION_PEOPLE, Math.max(1, tenth));
  const validation = selectUsers(interactions, order.slice(0, size).sort());
  const trainingRows = order.slice(size).sort();
  return {
    training: selectUsers(interactions, trainingRows),
    trainingRows,
    validation,
    people: Array.from({ length: validation.userCount }, (_, user) =>
      splitPerson(historyOf(validation, user), random),
    ),
  };
}

/** Trains on the training people and measures NDCG@100 and RMSE (P2 and P3, everything given). */
export async function validate(
  interactions: Interactions,
  options: Omit<FitOptions, 'events'>,
  onStep: FitEvents['onStep'],
): Promise<Manifest['training']> {
  const { config, movies, genreNames } = options;
  const { training, trainingRows, people } = validationSplit(interactions, config.seed);
  const prior = { ...config.prior, popularity: standardized(likeCounts(training)) };
  const { model, lossCurve } = await fitModel(training, {
    ...options,
    movies: withTagsOf(trainingRows, movies),
    events: {
      onStep,
      describe: async (block) => {
        const system = retrievalSystem('retrieval', createSpace([block], prior));
        return `NDCG@100 ${(await meanNdcg100(system, people, ALL_RATINGS)).toFixed(4)}`;
      },
    },
  });
  const source = featureSourceOf(model, movieFacts(movies, genreNames));
  const ranker = new Ranker(source, model.ranker);
  try {
    const systems: RecommendingSystem[] = [
      scoringSystem('popularity', () => prior.popularity),
      retrievalSystem('retrieval', source.space),
      rankingSystem('kinora', source, ranker),
    ];
    const validationNdcgAt100: Record<string, number> = {};
    for (const system of systems) {
      validationNdcgAt100[system.name] = await meanNdcg100(system, people, ALL_RATINGS);
    }
    const validationRmse = await rmseOf(source, ranker, people);
    return { validationNdcgAt100, lossCurve: [...lossCurve], validationRmse };
  } finally {
    ranker.dispose();
  }
}

/** Error of the predicted stars of what was held out, in stars. */
async function rmseOf(
  source: FeatureSource,
  ranker: Ranker,
  people: readonly HeldOutPerson[],
): Promise<number> {
  let squares = 0;
  let count = 0;
  for (const person of people) {
    const history = given(person, ALL_RATINGS);
    const user = prepareUser(source, foldInAll(source.space, history), history);
    const { stars } = await ranker.rank(user, person.heldOut.movies);
    stars.forEach((predicted, i) => {
      squares += (predicted - starsOf(person.heldOut.halfStars[i])) ** 2;
    });
    count += stars.length;
  }
  return Math.sqrt(squares / Math.max(1, count));
}
