/** @file P3 once more in the way of the literature: one rating in ten of known people is predicted. */
import type { SystemState, TrainedSystem, TrainingSet } from '../../models/baselines/system';
import { historyOf } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { splitRatings } from '../../models/dataset/splits';
import { keepRatings, keyOfTraining, type Fold } from './folds';
import type { Job } from './jobs';

const TEST_SHARE = 0.1;
const SEED_OFFSET = 4;

/**
 * Everybody is in training with nine tenths of all ratings. What one of the people rated there is
 * their `pool`, the rest of their ratings is held out; people are in the order of the training rows.
 */
export function randomRatingsFold(set: TrainingSet, seed: number): Fold {
  const { interactions } = set;
  const random = createRandom(seed + SEED_OFFSET);
  const isTest = new Uint8Array(interactions.movies.length);
  for (const cell of splitRatings(isTest.length, TEST_SHARE, random).test) isTest[cell] = 1;
  const known = keepRatings(interactions, (cell) => isTest[cell] === 0);
  const heldOut = keepRatings(interactions, (cell) => isTest[cell] === 1);
  const training = { ...set, interactions: known };
  const trainingKey = keyOfTraining(training);
  return {
    training,
    people: Array.from({ length: interactions.userCount }, (_, user) => ({
      pool: historyOf(known, user),
      heldOut: historyOf(heldOut, user),
      targets: new Set<number>(),
    })),
    records: set.users,
    trainingKey,
    peopleKey: trainingKey,
  };
}

/** Stars of the held-out ratings of people whom the system knows, one level. */
export const RANDOM_STARS_JOB: Job = {
  name: 'stars of known people',
  kind: 'stars',
  settings: { version: 1 },
  answer: async (system, { people }, onPerson): Promise<SystemState> => {
    if (!system.starsOfUser && !system.predictStars) return {};
    const parts: Float32Array[] = [];
    for (const [user, { pool, heldOut }] of people.entries()) {
      onPerson();
      parts.push(await starsOf(system, user, pool, heldOut.movies));
    }
    return { stars: Float32Array.from(parts.flatMap((part) => Array.from(part))) };
  },
};

/** A system that has no memory of people reads their training ratings as a history. */
async function starsOf(
  system: TrainedSystem,
  user: number,
  pool: Fold['people'][number]['pool'],
  movies: Int32Array,
): Promise<Float32Array> {
  if (movies.length === 0) return new Float32Array(0);
  const stars = system.starsOfUser
    ? await system.starsOfUser(user, movies)
    : await system.predictStars?.(pool, movies);
  return stars ?? new Float32Array(movies.length);
}
