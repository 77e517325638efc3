/**
 * @file The splits of the reference documents: single ratings are held out, everybody stays known to
 * training. The documents count every rating as a find, whatever its height.
 */
import type { TrainingSet } from '../../../models/baselines/system';
import { createRandom } from '../../../models/dataset/random';
import { splitRatings } from '../../../models/dataset/splits';
import { holdOutRatings, type Fold } from '../folds';

const TEST_SHARE = 0.2;
/** Added to the seed, so that the two splits follow neither each other nor those of other protocols. */
const RANDOM_SEED_OFFSET = 5;
const LEAVE_ONE_OUT_SEED_OFFSET = 6;

/** A random fifth of all ratings, whoever they are of. */
export function randomFold(set: TrainingSet, seed: number): Fold {
  const count = set.interactions.movies.length;
  return holdOutRatings(
    set,
    splitRatings(count, TEST_SHARE, createRandom(seed + RANDOM_SEED_OFFSET)).test,
  );
}

/** One random rating of everybody who has two or more: not every set knows which was the last. */
export function leaveOneOutFold(set: TrainingSet, seed: number): Fold {
  const random = createRandom(seed + LEAVE_ONE_OUT_SEED_OFFSET);
  const { userCount, offsets } = set.interactions;
  const cells: number[] = [];
  for (let user = 0; user < userCount; user++) {
    const size = offsets[user + 1] - offsets[user];
    if (size > 1) cells.push(offsets[user] + random.integer(size));
  }
  return holdOutRatings(set, cells);
}
