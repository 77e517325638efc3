import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitNormalization, zScore, zScores } from './normalize';

const timestamps = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 2 });

describe('fitNormalization', () => {
  it('agrees with the two-pass definition on timestamps', () => {
    fc.assert(
      fc.property(timestamps, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance =
          values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        const fitted = fitNormalization(Int32Array.from(values));
        expect(fitted.mean).toBeCloseTo(mean, 4);
        if (variance > 0) {
          expect(fitted.standardDeviation / Math.sqrt(variance)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('makes z-scores of mean 0 and deviation 1', () => {
    const values = Int32Array.of(1, 2, 3, 4, 10);
    const scores = zScores(values, fitNormalization(values));
    const refitted = fitNormalization(scores);
    expect(refitted.mean).toBeCloseTo(0, 6);
    expect(refitted.standardDeviation).toBeCloseTo(1, 6);
  });

  it('matches a value worked out by hand', () => {
    const normalization = fitNormalization([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(normalization).toEqual({ mean: 5, standardDeviation: 2 });
    expect(zScore(9, normalization)).toBe(2);
  });

  it('gives zeros, not NaN, for a column without spread and for an empty one', () => {
    expect([...zScores([0, 0], fitNormalization([0, 0]))]).toEqual([0, 0]);
    expect(zScore(0, fitNormalization([]))).toBe(0);
  });
});
