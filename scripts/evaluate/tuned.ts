/** @file Settings chosen on validation people inside the training people, never on test people. */
import { listOf } from '../../models/baselines/lists';
import type {
  SystemRecipe,
  SystemState,
  TrainedSystem,
  TrainingSet,
  TrainOptions,
} from '../../models/baselines/system';
import { historyOf } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import {
  ALL_RATINGS,
  meanNdcg100,
  type RecommendingSystem,
} from '../../models/metrics/foldInEvaluation';
import { splitPerson, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { selectPeople } from './folds';

const VALIDATION_SHARE = 0.1;
const VALIDATION_SEED_OFFSET = 3;

/**
 * The best of several recipes of one kind, by NDCG@100 on a seeded tenth of the training people; then
 * trained on all of them.
 *
 * @param n ratings given when the recipes are compared
 */
export function tunedRecipe(candidates: readonly SystemRecipe[], n = ALL_RATINGS): SystemRecipe {
  return {
    name: candidates[0].name,
    settings: { candidates: candidates.map(({ settings }) => settings), n: String(n) },
    train: async (set, options) => {
      const choice = await choose(candidates, n, set, options);
      const state = await candidates[choice].train(set, {
        ...options,
        onStep: stepsAfter(options, candidates.length, candidates.length + 1),
      });
      return { ...state, [CHOICE]: Int32Array.of(choice) };
    },
    open: (state, set) => candidates[state[CHOICE][0]].open(state, set),
  };
}

/** Name of the array that holds the index of the chosen candidate. */
const CHOICE = 'tuned.choice';

/** What was chosen, of the state of a {@link tunedRecipe}; null for any other state. */
export function chosenSettings(recipe: SystemRecipe, state: SystemState): unknown {
  const { candidates } = recipe.settings;
  return CHOICE in state && Array.isArray(candidates)
    ? (candidates[state[CHOICE][0]] as unknown)
    : null;
}

/** A trained system as one that answers with lists. */
export function listsOf(name: string, system: TrainedSystem): RecommendingSystem {
  return {
    name,
    recommend: (history, k, isAllowed) => listOf(system, history, k, isAllowed),
  };
}

async function choose(
  candidates: readonly SystemRecipe[],
  n: number,
  set: TrainingSet,
  options: TrainOptions,
): Promise<number> {
  const { training, people } = validationPeople(set, options.seed);
  let best = { index: 0, ndcg: -Infinity };
  for (const [index, candidate] of candidates.entries()) {
    const onStep = stepsAfter(options, index, candidates.length + 1);
    const state = await candidate.train(training, { ...options, onStep });
    const system = await candidate.open(state, training);
    try {
      const ndcg = await meanNdcg100(listsOf(candidate.name, system), people, n);
      if (ndcg > best.ndcg) best = { index, ndcg };
    } finally {
      system.dispose();
    }
    options.signal?.throwIfAborted();
  }
  return best.index;
}

function validationPeople(
  set: TrainingSet,
  seed: number,
): { training: TrainingSet; people: HeldOutPerson[] } {
  const { userCount } = set.interactions;
  const random = createRandom(seed + VALIDATION_SEED_OFFSET);
  const order = random.shuffle(Int32Array.from({ length: userCount }, (_, user) => user));
  const size = Math.max(1, Math.floor(VALIDATION_SHARE * userCount));
  return {
    training: selectPeople(set, order.slice(size).sort()),
    people: Array.from(order.slice(0, size).sort(), (user) =>
      splitPerson(historyOf(set.interactions, user), random),
    ),
  };
}

/** Reports one training of several as a part of all of them. */
function stepsAfter(
  { onStep }: TrainOptions,
  index: number,
  count: number,
): TrainOptions['onStep'] {
  return (done, total, detail) => onStep?.(index * total + done, count * total, detail);
}
