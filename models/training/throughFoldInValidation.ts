/** @file How good a space is for people that it has not seen, over the numbers of ratings given. */
import type { Interactions } from '../dataset/columns';
import { historyOf, selectUsers } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { ALL_RATINGS, meanNdcg100 } from '../metrics/foldInEvaluation';
import { splitPerson, type HeldOutPerson } from '../metrics/foldInProtocol';
import type { TwoTowerSpace } from '../towers/space';
import { retrievalSystem } from './systems';

/** Numbers of ratings given; each counts the same. */
const GIVEN = [1, 3, 5, 10, 20, 50, ALL_RATINGS] as const;
const VALIDATION_SHARE = 0.1;
/** More would take longer to ask than they are worth. */
const MOST_VALIDATION_PEOPLE = 200;

export interface SetAside {
  readonly training: Interactions;
  readonly people: readonly HeldOutPerson[];
}

/** Sets a seeded tenth of the people aside, up to two hundred. */
export function setAside(interactions: Interactions, seed: number): SetAside {
  const random = createRandom(seed);
  const { userCount } = interactions;
  const order = random.shuffle(Int32Array.from({ length: userCount }, (_, i) => i));
  const size = Math.min(MOST_VALIDATION_PEOPLE, Math.floor(VALIDATION_SHARE * userCount));
  return {
    training: selectUsers(interactions, order.slice(size).sort()),
    people: Array.from(order.slice(0, size).sort(), (person) =>
      splitPerson(historyOf(interactions, person), random),
    ),
  };
}

/** NDCG@100 of retrieval under P2, the mean over `n`. */
export async function meanOverGiven(
  space: TwoTowerSpace,
  people: readonly HeldOutPerson[],
): Promise<number> {
  const system = retrievalSystem('validation', space);
  let sum = 0;
  for (const n of GIVEN) sum += await meanNdcg100(system, people, n);
  return sum / GIVEN.length;
}
