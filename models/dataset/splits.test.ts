import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random';
import { leaveLastOut, leaveOneOut, splitRatings, splitUsers } from './splits';
import type { Split } from './splits';
import { ratingColumns } from '../testing/ratingRows';
import type { RatingRow } from '../testing/ratingRows';

const seed = fc.integer();
const ratings = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 1, max: 5 }),
  ),
);

/** Both parts together are 0 to count - 1, each index once and in order within its part. */
function expectPartition({ train, test }: Split, count: number): void {
  const both = [...train, ...test].sort((a, b) => a - b);
  expect(both).toEqual(Array.from({ length: count }, (_, i) => i));
  for (const part of [train, test]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
}

describe('splitRatings', () => {
  it('divides all rows, with the share that was asked for', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        seed,
        (count, share, s) => {
          const split = splitRatings(count, share, createRandom(s));
          expectPartition(split, count);
          expect(split.test).toHaveLength(Math.round(count * share));
        },
      ),
    );
  });

  it('gives the same split for the same seed and another for another', () => {
    const split = (s: number) => [...splitRatings(1000, 0.2, createRandom(s)).test];
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  it('lets every row be tested about equally often', () => {
    const tested = new Array<number>(10).fill(0);
    const random = createRandom(5);
    for (let round = 0; round < 5000; round++) {
      for (const row of splitRatings(10, 0.2, random).test) tested[row]++;
    }
    for (const count of tested) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('refuses shares that leave a part empty on purpose', () => {
    for (const share of [0, 1, -0.2, Number.NaN]) {
      expect(() => splitRatings(10, share, createRandom(1))).toThrow(RangeError);
    }
  });
});

describe('splitUsers', () => {
  it('tests each user in exactly one fold, and the folds differ by one user at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 2, max: 5 }),
        seed,
        (users, folds, s) => {
          const splits = splitUsers(users, folds, createRandom(s));
          splits.forEach((split) => expectPartition(split, users));
          const tested = splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
          expect(tested).toEqual(Array.from({ length: users }, (_, user) => user));
          const sizes = splits.map(({ test }) => test.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('refuses more folds than users', () => {
    expect(() => splitUsers(3, 4, createRandom(1))).toThrow(RangeError);
    expect(() => splitUsers(3, 1, createRandom(1))).toThrow(RangeError);
  });
});

describe('leaveLastOut', () => {
  it('tests on the latest rating of everybody with two or more', () => {
    fc.assert(
      fc.property(ratings, (rows) => {
        const split = leaveLastOut(ratingColumns(rows));
        expectPartition(split, rows.length);
        const sizes = new Map<number, number>();
        for (const [user] of rows) sizes.set(user, (sizes.get(user) ?? 0) + 1);
        const several = [...sizes].filter(([, size]) => size > 1).map(([user]) => user);
        expect([...split.test].map((row) => rows[row][0]).sort()).toEqual(several.sort());
        for (const row of split.test) {
          const [user, , , time] = rows[row];
          for (const [otherUser, , , otherTime] of rows) {
            if (otherUser === user) expect(otherTime).toBeLessThanOrEqual(time);
          }
        }
      }),
    );
  });

  it('says what to do when the set has no timestamps', () => {
    const rows: RatingRow[] = [
      [1, 1, 5, 0],
      [1, 2, 5, 0],
    ];
    expect(() => leaveLastOut(ratingColumns(rows))).toThrow(
      expect.objectContaining({
        code: 'dataset.no-timestamps',
        advice: expect.stringContaining('leave-one-out') as string,
      }),
    );
  });
});

describe('leaveOneOut', () => {
  it('tests on one rating of everybody with two or more', () => {
    fc.assert(
      fc.property(ratings, seed, (rows, s) => {
        const split = leaveOneOut(ratingColumns(rows), createRandom(s));
        expectPartition(split, rows.length);
        const users = [...split.test].map((row) => rows[row][0]);
        expect(new Set(users).size).toBe(users.length);
        for (const [user] of rows) {
          const size = rows.filter(([other]) => other === user).length;
          expect(users.includes(user)).toBe(size > 1);
        }
      }),
    );
  });

  it('lets every rating be the one about equally often', () => {
    const rows = Array.from({ length: 5 }, (_, i): RatingRow => [1, i, 5, 0]);
    const counts = new Array<number>(5).fill(0);
    const random = createRandom(9);
    for (let round = 0; round < 5000; round++) {
      counts[leaveOneOut(ratingColumns(rows), random).test[0]]++;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
