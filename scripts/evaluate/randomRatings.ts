/** @file P3 once more in the way of the literature: one rating in ten of known people is predicted. */
import type { SystemState, TrainedSystem, TrainingSet } from '../../models/baselines/system';
import { createRandom } from '../../models/dataset/random';
import { splitRatings } from '../../models/dataset/splits';
import { holdOutRatings, type Fold } from './folds';
import type { Job } from './jobs';

const TEST_SHARE = 0.1;
const SEED_OFFSET = 4;

/** One rating in ten is held out, whoever it is of. */
export function randomRatingsFold(set: TrainingSet, seed: number): Fold {
  const count = set.interactions.movies.length;
  return holdOutRatings(
    set,
    splitRatings(count, TEST_SHARE, createRandom(seed + SEED_OFFSET)).test,
  );
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
      await onPerson();
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
