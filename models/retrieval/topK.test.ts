import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectTopK } from './topK';

const everything = (): boolean => true;

/** The same selection by sorting everything: the oracle. */
function sortedTopK(
  scores: readonly number[],
  k: number,
  isAllowed: (position: number) => boolean,
): number[] {
  return scores
    .map((score, position) => ({ score, position }))
    .filter(({ score, position }) => !Number.isNaN(score) && isAllowed(position))
    .sort((a, b) => (a.score === b.score ? a.position - b.position : a.score < b.score ? 1 : -1))
    .slice(0, k)
    .map(({ position }) => position);
}

describe('the selection of the k best', () => {
  it('agrees with a full sort on scores with ties, infinities, NaN and filters', () => {
    const score = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.float(),
      fc.constantFrom(Infinity, -Infinity, NaN, 0, -0),
    );
    const entries = fc.array(fc.record({ score, isAllowed: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 80 }), (rows, k) => {
        const scores = rows.map((row) => row.score);
        const isAllowed = (position: number): boolean => rows[position].isAllowed;
        const top = selectTopK(scores, k, isAllowed);
        const expected = sortedTopK(scores, k, isAllowed);
        expect(Array.from(top.positions)).toEqual(expected);
        expect(Array.from(top.scores, (x) => x + 0)).toEqual(
          expected.map((position) => scores[position] + 0),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the lower positions of equal scores, in order', () => {
    const top = selectTopK([1, 2, 2, 1, 2, 1], 4, everything);
    expect(Array.from(top.positions)).toEqual([1, 2, 4, 0]);
  });

  it('gives nothing for k = 0 and for no scores', () => {
    expect(selectTopK([3, 1, 2], 0, everything).positions).toHaveLength(0);
    expect(selectTopK([], 5, everything).positions).toHaveLength(0);
  });

  it('gives everything that is allowed when k is larger, however large', () => {
    for (const k of [4, 1e12, Infinity]) {
      const top = selectTopK([3, NaN, 1, 2], k, (position) => position !== 0);
      expect(Array.from(top.positions)).toEqual([3, 2]);
    }
  });

  it('asks only about positions whose score could be among the best', () => {
    const asked: number[] = [];
    selectTopK([5, 4, 3, 2, 1], 2, (position) => asked.push(position) > 0);
    expect(asked).toEqual([0, 1]);
  });
});
