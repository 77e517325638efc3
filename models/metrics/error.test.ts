import { describe, expect, it } from 'vitest';
import { meanAbsoluteError, rootMeanSquaredError } from './error';

describe('errors of predicted stars', () => {
  const predicted = Float32Array.of(3, 4.5, 1);
  const actual = [4, 4.5, 3];

  it('are what a calculation by hand gives', () => {
    expect(rootMeanSquaredError(predicted, actual)).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(meanAbsoluteError(predicted, actual)).toBe(1);
  });

  it('are 0 for a perfect prediction and NaN for none', () => {
    expect(rootMeanSquaredError(actual, actual)).toBe(0);
    expect(meanAbsoluteError(actual, actual)).toBe(0);
    expect(rootMeanSquaredError([], [])).toBeNaN();
    expect(meanAbsoluteError([], [])).toBeNaN();
  });
});
