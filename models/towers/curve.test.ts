import { describe, expect, it } from 'vitest';
import { CURVE_RATINGS, curveAt, curveOf, knotWeights } from './curve';

describe('a curve over the ratings given', () => {
  const curve = curveOf((n) => 5 - n / 1000);

  it('goes through its knots', () => {
    for (const [i, n] of CURVE_RATINGS.entries()) expect(curveAt(curve, n)).toBeCloseTo(curve[i]);
  });

  it('is linear in the logarithm between two knots', () => {
    const halfway = Math.sqrt(31 * 101) - 1;
    expect(curveAt(curve, halfway)).toBeCloseTo((curve[4] + curve[5]) / 2);
  });

  it('stays at its last value beyond the last knot', () => {
    expect(curveAt(curve, 25_000)).toBe(curve[7]);
  });

  it('is a weighted mean of two knots at most', () => {
    for (const n of [0, 1, 2, 7, 64, 500, 1000, 40_000]) {
      const weights = knotWeights(n);
      expect(weights.filter((weight) => weight > 0).length).toBeLessThanOrEqual(2);
      expect(weights.every((weight) => weight >= 0)).toBe(true);
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
  });

  it('begins at its first knot, with nothing of the others', () => {
    expect(knotWeights(0)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });
});
