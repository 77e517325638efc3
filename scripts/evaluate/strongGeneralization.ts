/** @file Protocol P2: whole people held out in folds, quality as a function of the ratings given. */
import { Ease } from '../../models/baselines/ease';
import { likeCounts } from '../../models/baselines/popularity';
import type { Interactions } from '../../models/dataset/columns';
import { historyOf, selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import {
  ALL_RATINGS,
  evaluatePerson,
  meanNdcg100,
  scoringSystem,
  type RecommendingSystem,
  type TopKMetrics,
} from '../../models/metrics/foldInEvaluation';
import { splitPerson, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { StarRanker } from '../../models/ranking/starRanker';
import type { TrainingConfig } from '../../models/training/config';
import { rankingSystem, retrievalSystem } from '../../models/training/systems';
import { featureSourceOf } from '../../models/training/trainedModel';
import { fitModel, type FitOptions } from '../train/fitModel';
import { validationSplit } from '../train/validate';

/** Ratings given, for the curve. */
export const GIVEN = [0, 1, 3, 5, 10, 20, 50, ALL_RATINGS] as const;

const EASE_LAMBDAS = [100, 200, 400, 800] as const;
const FOLD_SEED_OFFSET = 2;

/** Metrics of every test person with targets, by system and number of ratings given. */
export interface PersonMetrics {
  readonly system: string;
  readonly n: number;
  /** One entry for each person, in the same order for every system and `n`. */
  readonly metrics: readonly TopKMetrics[];
}

export interface Fold {
  readonly training: Interactions;
  readonly people: readonly HeldOutPerson[];
}

/** Deals the people into folds; each is tested exactly once. Everything follows from the seed. */
export function dealFolds(interactions: Interactions, folds: number, seed: number): Fold[] {
  const random = createRandom(seed + FOLD_SEED_OFFSET);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  return Array.from({ length: folds }, (_, fold) => {
    const test = order.filter((_user, at) => at % folds === fold).sort();
    const training = order.filter((_user, at) => at % folds !== fold).sort();
    return {
      training: selectUsers(interactions, training),
      people: Array.from(test, (user) => splitPerson(historyOf(interactions, user), random)),
    };
  });
}

/** The EASE regulariser that is best on validation people inside the training people. */
export async function chooseEaseLambda(training: Interactions, seed: number): Promise<number> {
  const split = validationSplit(training, seed);
  let best = { lambda: 0, ndcg: -Infinity };
  for (const lambda of EASE_LAMBDAS) {
    const ndcg = await meanNdcg100(easeSystem(split.training, lambda), split.people, ALL_RATINGS);
    if (ndcg > best.ndcg) best = { lambda, ndcg };
  }
  return best.lambda;
}

/** Trains every system on the training people of a fold. Dispose the result when done. */
export async function trainSystems(
  fold: Fold,
  config: TrainingConfig,
  easeLambda: number,
  options: Omit<FitOptions, 'config'>,
): Promise<{ systems: RecommendingSystem[]; dispose: () => void }> {
  const likes = likeCounts(fold.training);
  const { model } = await fitModel(fold.training, { ...options, config });
  const ranker = new StarRanker(featureSourceOf(model), model.ranker.weights);
  return {
    systems: [
      scoringSystem('popularity', () => likes),
      easeSystem(fold.training, easeLambda),
      retrievalSystem('kinora retrieval', model),
      rankingSystem('kinora', model, ranker),
    ],
    dispose: () => ranker.dispose(),
  };
}

/** Evaluates systems on the test people of one fold. */
export async function evaluateFold(
  systems: readonly RecommendingSystem[],
  people: readonly HeldOutPerson[],
  onPerson: () => void,
): Promise<PersonMetrics[]> {
  const results: PersonMetrics[] = [];
  for (const system of systems) {
    const rows = GIVEN.map((n) => ({ n, metrics: new Array<TopKMetrics>() }));
    for (const person of people) {
      for (const { n, metrics } of rows) {
        const measured = await evaluatePerson(system, person, n);
        if (measured) metrics.push(measured);
      }
      onPerson();
    }
    results.push(...rows.map((row) => ({ system: system.name, ...row })));
  }
  return results;
}

/** EASE gives everybody without ratings the zero vector; they get the popular movies instead. */
function easeSystem(training: Interactions, lambda: number): RecommendingSystem {
  const ease = new Ease(training, lambda);
  const likes = likeCounts(training);
  return scoringSystem('EASE', ({ movies }) => (movies.length === 0 ? likes : ease.scores(movies)));
}
