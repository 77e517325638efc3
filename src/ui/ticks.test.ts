import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceTicks } from './ticks';

test('ticks are round numbers inside the range', () => {
  expect(niceTicks(0, 30, 3)).toEqual([0, 10, 20, 30]);
  expect(niceTicks(0.113, 0.861, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
  expect(niceTicks(-7, 8, 3)).toEqual([-5, 0, 5]);
});

test('a range without width has one tick', () => {
  expect(niceTicks(3, 3, 4)).toEqual([3]);
  expect(niceTicks(Number.NaN, 1, 4)).toHaveLength(1);
});

test('ticks ascend, stay inside, and are never many more than asked for', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 8 }), (a, b, count) => {
      const [min, max] = a < b ? [a, b] : [b, a];
      fc.pre(max - min > 1e-3);
      const ticks = niceTicks(min, max, count);
      expect(ticks.length).toBeLessThanOrEqual(count + 1);
      // Rounding may put the outermost tick a hair outside, in proportion to the range.
      const slack = 1e-6 + 1e-8 * (max - min);
      ticks.forEach((tick, i) => {
        expect(tick).toBeGreaterThanOrEqual(min - slack);
        expect(tick).toBeLessThanOrEqual(max + slack);
        if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1] ?? Infinity);
      });
    }),
  );
});
