import { describe, expect, it } from 'vitest';
import { estimate } from './summary';

describe('an estimate', () => {
  it('is the mean with its standard error, calculated by hand', () => {
    // Deviations −3, −1, 1, 3: squares 20, over 3 · 4.
    expect(estimate([1, 3, 5, 7])).toEqual({
      mean: 4,
      standardError: expect.closeTo(Math.sqrt(20 / 12), 12) as number,
    });
    expect(estimate([2, 2])).toEqual({ mean: 2, standardError: 0 });
  });

  it('has no standard error for one value', () => {
    expect(estimate([2])).toEqual({ mean: 2, standardError: NaN });
  });
});
