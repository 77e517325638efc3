/**
 * @file People who are in two data sets under different ids. Two histories that share movies,
 * ratings and the very seconds are one person's.
 */
import type { RatingColumns } from './columns';

/** One person's two ids. */
export interface DuplicateUser {
  /** User id in the first set. */
  readonly first: number;
  /** User id in the second set. */
  readonly second: number;
  /** Ratings that are the same in both. */
  readonly common: number;
}

/** Of the shorter history, this share must be in the other one. */
const SMALLEST_COMMON_SHARE = 0.8;
/** Fewer equal ratings could be chance. */
const FEWEST_COMMON_RATINGS = 3;
/** Above the largest rating, so that a second and a rating share one exact number. */
const RATING_RADIX = 16;

/**
 * Finds the people who are in both sets, by second id ascending. Ratings without a timestamp say
 * nothing about who gave them and are ignored.
 */
export function findDuplicateUsers(first: RatingColumns, second: RatingColumns): DuplicateUser[] {
  // The smaller set goes into the index, so that a small one beside 32 million costs little.
  const swap = first.userId.length < second.userId.length;
  const [large, small] = swap ? [second, first] : [first, second];
  const common = countCommon(large, indexRatings(small));
  const [largeSizes, smallSizes] = [historySizes(large), historySizes(small)];
  const found: DuplicateUser[] = [];
  for (const [smallUser, counts] of common) {
    for (const [largeUser, count] of counts) {
      const shorter = Math.min(smallSizes.get(smallUser) ?? 0, largeSizes.get(largeUser) ?? 0);
      if (count < FEWEST_COMMON_RATINGS || count < shorter * SMALLEST_COMMON_SHARE) continue;
      const [a, b] = swap ? [smallUser, largeUser] : [largeUser, smallUser];
      found.push({ first: a, second: b, common: count });
    }
  }
  return found.sort((a, b) => a.second - b.second || a.first - b.first);
}

/** movie id -> (second and rating) -> users */
type RatingIndex = Map<number, Map<number, number[]>>;

function indexRatings(ratings: RatingColumns): RatingIndex {
  const index: RatingIndex = new Map();
  for (let row = 0; row < ratings.userId.length; row++) {
    if (ratings.timestamp[row] === 0) continue;
    const moments = entryOf(index, ratings.movieId[row], () => new Map<number, number[]>());
    entryOf(moments, momentOf(ratings, row), (): number[] => []).push(ratings.userId[row]);
  }
  return index;
}

/** indexed user -> user -> how many ratings they share */
function countCommon(ratings: RatingColumns, index: RatingIndex): Map<number, Map<number, number>> {
  const common = new Map<number, Map<number, number>>();
  for (let row = 0; row < ratings.userId.length; row++) {
    const users = index.get(ratings.movieId[row])?.get(momentOf(ratings, row)) ?? [];
    const user = ratings.userId[row];
    for (const indexed of users) {
      const counts = entryOf(common, indexed, () => new Map<number, number>());
      counts.set(user, (counts.get(user) ?? 0) + 1);
    }
  }
  return common;
}

function historySizes({ userId }: RatingColumns): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const user of userId) sizes.set(user, (sizes.get(user) ?? 0) + 1);
  return sizes;
}

function momentOf(ratings: RatingColumns, row: number): number {
  return ratings.timestamp[row] * RATING_RADIX + ratings.halfStars[row];
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}
