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
/** Free slots keep the chains of a hash table short. */
const SLOTS_PER_ROW = 1.5;
/** Fewer equal ratings could be chance. */
const FEWEST_COMMON_RATINGS = 3;

/**
 * Finds the people who are in both sets, by second id ascending. Ratings without a timestamp say
 * nothing about who gave them and are ignored.
 */
export function findDuplicateUsers(first: RatingColumns, second: RatingColumns): DuplicateUser[] {
  // The smaller set goes into the index, so that a small one beside 32 million costs little.
  const swap = first.userId.length < second.userId.length;
  const [large, small] = swap ? [second, first] : [first, second];
  const common = countCommon(large, new MomentTable(small));
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

/**
 * Finds ratings by movie, second and half stars: a hash table of row numbers with linear probing, so
 * that 32 million ratings take 256 MB and no object.
 */
class MomentTable {
  readonly #ratings: RatingColumns;
  readonly #mask: number;
  /** Row number plus one; 0 where a slot is free. */
  readonly #slots: Int32Array;

  constructor(ratings: RatingColumns) {
    const rows = ratings.userId.length;
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, SLOTS_PER_ROW * rows)));
    this.#ratings = ratings;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size);
    for (let row = 0; row < rows; row++) {
      if (ratings.timestamp[row] === 0) continue;
      let slot = hashOf(ratings, row) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = row + 1;
    }
  }

  /** Calls `onUser` for everybody who gave the same rating to the same movie in the same second. */
  forEachUser(other: RatingColumns, row: number, onUser: (userId: number) => void): void {
    const { userId, movieId, timestamp, halfStars } = this.#ratings;
    let slot = hashOf(other, row) & this.#mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & this.#mask) {
      const found = this.#slots[slot] - 1;
      const isSame =
        movieId[found] === other.movieId[row] &&
        timestamp[found] === other.timestamp[row] &&
        halfStars[found] === other.halfStars[row];
      if (isSame) onUser(userId[found]);
    }
  }
}

/** 32 mixed bits of movie, second and half stars (the finaliser of MurmurHash3). */
function hashOf(ratings: RatingColumns, row: number): number {
  let hash = Math.imul(ratings.movieId[row], 0x9e3779b1) ^ ratings.timestamp[row];
  hash = Math.imul(hash, 0x85ebca6b) ^ ratings.halfStars[row];
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** indexed user -> user -> how many ratings they share */
function countCommon(ratings: RatingColumns, table: MomentTable): Map<number, Map<number, number>> {
  const common = new Map<number, Map<number, number>>();
  for (let row = 0; row < ratings.userId.length; row++) {
    const user = ratings.userId[row];
    table.forEachUser(ratings, row, (indexed) => {
      const counts = entryOf(common, indexed, () => new Map<number, number>());
      counts.set(user, (counts.get(user) ?? 0) + 1);
    });
  }
  return common;
}

function historySizes({ userId }: RatingColumns): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const user of userId) sizes.set(user, (sizes.get(user) ?? 0) + 1);
  return sizes;
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}
