import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitRateAt, hitsOf, ndcgAt, recallAt } from './topK';

/** Hits written as digits. */
const hits = (...marks: readonly (0 | 1)[]): boolean[] => marks.map((mark) => mark === 1);

describe('hits of a list', () => {
  it('mark the targets among the first k, no further than the list goes', () => {
    const targets = new Set([5, 7]);
    expect(hitsOf([7, 1, 5, 2], targets, 3)).toEqual([true, false, true]);
    expect(hitsOf([7, 1], targets, 10)).toEqual([true, false]);
    expect(hitsOf(Int32Array.of(2, 5), targets, 0)).toEqual([]);
  });
});

describe('NDCG', () => {
  // Discounts: 1, 1 / log2(3) = 0.6309298, 1 / 2, 1 / log2(5) = 0.4306766.
  it.each([
    { list: hits(1, 0, 1), k: 3, targets: 2, expected: 1.5 / 1.6309298 },
    { list: hits(1, 0, 1), k: 3, targets: 5, expected: 1.5 / 2.1309298 },
    { list: hits(1, 0, 1), k: 1, targets: 2, expected: 1 },
    { list: hits(0, 1, 1), k: 2, targets: 2, expected: 0.6309298 / 1.6309298 },
    { list: hits(0, 0, 0, 1), k: 10, targets: 1, expected: 0.4306766 },
    { list: hits(0, 0), k: 2, targets: 3, expected: 0 },
  ])('at $k of $list with $targets targets is $expected', ({ list, k, targets, expected }) => {
    expect(ndcgAt(k, list, targets)).toBeCloseTo(expected, 6);
  });

  it('counts ranks that a short list leaves empty as misses', () => {
    expect(ndcgAt(100, hits(1), 2)).toBeCloseTo(1 / 1.6309298, 6);
  });

  it('is 0 without targets', () => {
    expect(ndcgAt(10, hits(0, 0), 0)).toBe(0);
  });

  it('is 1 for all targets on top and lower when a hit moves down', () => {
    const list = fc.array(fc.boolean(), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(list, (marks) => {
        const found = marks.filter(Boolean).length;
        const best = [...marks].sort((a, b) => Number(b) - Number(a));
        if (found > 0) expect(ndcgAt(marks.length, best, found)).toBeCloseTo(1, 12);
        const at = marks.findIndex((mark, i) => mark && i + 1 < marks.length && !marks[i + 1]);
        if (at < 0) return;
        const worse = marks.with(at, false).with(at + 1, true);
        expect(ndcgAt(marks.length, worse, found)).toBeLessThan(ndcgAt(marks.length, marks, found));
      }),
    );
  });
});

describe('recall', () => {
  it('divides by the targets where there are fewer than k', () => {
    expect(recallAt(3, hits(1, 0, 1), 2)).toBe(1);
    expect(recallAt(20, hits(1, 0, 0), 4)).toBe(0.25);
  });

  it('divides by k where there are more targets', () => {
    expect(recallAt(3, hits(1, 0, 1), 5)).toBeCloseTo(2 / 3, 12);
  });

  it('looks no further than k', () => {
    expect(recallAt(2, hits(0, 0, 1), 1)).toBe(0);
  });

  it('is 0 without targets', () => {
    expect(recallAt(5, hits(0), 0)).toBe(0);
  });
});

describe('hit rate', () => {
  it('is 1 when any of the first k is a target', () => {
    expect(hitRateAt(3, hits(0, 0, 1, 1))).toBe(1);
    expect(hitRateAt(2, hits(0, 0, 1, 1))).toBe(0);
    expect(hitRateAt(2, [])).toBe(0);
  });
});
