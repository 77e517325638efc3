/**
 * @file Splits into training and test data. All but {@link leaveLastOut} draw from a seeded
 * stream: the same seed gives the same split.
 */
import type { RatingColumns } from './columns';
import { DatasetError } from './errors';
import type { Random } from './random';

/** Indices of the two parts, ascending: rows of ratings, or of users. Together they are all. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** A random share of `count` ratings for testing, the nearest whole number of them. */
export function splitRatings(count: number, testShare: number, random: Random): Split {
  checkShare(testShare);
  const isTest = new Uint8Array(count);
  const order = random.shuffle(indices(count));
  for (const row of order.subarray(0, Math.round(count * testShare))) isTest[row] = 1;
  return splitBy(isTest);
}

/** `folds` splits of the users; each user is tested in exactly one of them. */
export function splitUsers(userCount: number, folds: number, random: Random): Split[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > userCount) {
    throw new RangeError(`${userCount} users do not divide into ${folds} folds.`);
  }
  const order = random.shuffle(indices(userCount));
  return Array.from({ length: folds }, (_, fold) => {
    const isTest = new Uint8Array(userCount);
    for (let i = fold; i < userCount; i += folds) isTest[order[i]] = 1;
    return splitBy(isTest);
  });
}

/**
 * Tests on everybody's latest rating, of equally late ones the last row. Who rated once stays in
 * training.
 *
 * @throws a {@link DatasetError} when ratings have no timestamps
 */
export function leaveLastOut(ratings: RatingColumns): Split {
  if (ratings.timestamp.includes(0)) {
    throw new DatasetError(
      'dataset.no-timestamps',
      'This data set has ratings without a timestamp, so nobody knows which was the last.',
      'Use leave-one-out, which draws the rating at random, or the official data set with times.',
    );
  }
  const { timestamp } = ratings;
  return leaveOut(ratings, (row, last) => timestamp[row] >= timestamp[last]);
}

/** Tests on one random rating of everybody. Who rated once stays in training. */
export function leaveOneOut(ratings: RatingColumns, random: Random): Split {
  // Reservoir sampling: the n-th rating replaces the one drawn so far with probability 1/n.
  return leaveOut(ratings, (_row, _drawn, n) => random.integer(n) === 0);
}

/**
 * Tests on one row of every user with two or more.
 *
 * @param replaces whether the `n`-th row of a user is tested on instead of the one chosen so far
 */
function leaveOut(
  ratings: RatingColumns,
  replaces: (row: number, chosen: number, n: number) => boolean,
): Split {
  const chosenRow = new Map<number, number>();
  const rowCount = new Map<number, number>();
  ratings.userId.forEach((userId, row) => {
    const n = (rowCount.get(userId) ?? 0) + 1;
    rowCount.set(userId, n);
    const chosen = chosenRow.get(userId);
    if (chosen === undefined || replaces(row, chosen, n)) chosenRow.set(userId, row);
  });
  const isTest = new Uint8Array(ratings.userId.length);
  for (const [userId, row] of chosenRow) {
    if (rowCount.get(userId) !== 1) isTest[row] = 1;
  }
  return splitBy(isTest);
}

function checkShare(share: number): void {
  if (!(share > 0 && share < 1)) throw new RangeError(`A share is between 0 and 1, not ${share}.`);
}

function indices(count: number): Int32Array {
  return new Int32Array(count).map((_, index) => index);
}

function splitBy(isTest: Uint8Array): Split {
  const testCount = isTest.reduce((sum, mark) => sum + mark, 0);
  const split = {
    train: new Int32Array(isTest.length - testCount),
    test: new Int32Array(testCount),
  };
  let trained = 0;
  let tested = 0;
  for (let index = 0; index < isTest.length; index++) {
    if (isTest[index] === 1) split.test[tested++] = index;
    else split.train[trained++] = index;
  }
  return split;
}
