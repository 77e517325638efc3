import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../models/dataset/random';
import { drawActivity, type ActivityShape } from './activity';

const SHAPE: ActivityShape = {
  users: 5000,
  movies: 50_000,
  ratings: 800_000,
  fewest: 20,
  spread: 1.39,
};

describe('the activity of generated users', () => {
  it('adds up to the ratings that were asked for, exactly', () => {
    for (const ratings of [5000 * 20, 5000 * 20 + 1, 234_567, 800_000]) {
      const sizes = drawActivity({ ...SHAPE, ratings }, createRandom(1));
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(ratings);
    }
  });

  it('has nobody below the fewest', () => {
    expect(drawActivity(SHAPE, createRandom(1)).every((size) => size >= 20)).toBe(true);
  });

  it('is log-normal above the fewest', () => {
    const above = drawActivity(SHAPE, createRandom(1))
      .map((size) => size - 20)
      .sort();
    // Mean 140 = median · exp(1.39² / 2); quartiles lie 0.6745 deviations from the median.
    const median = 140 / Math.exp(1.39 ** 2 / 2);
    const at = (share: number): number => above[Math.floor(share * above.length)];
    expect(at(0.5) / median).toBeCloseTo(1, 0);
    expect(Math.abs(Math.log(at(0.75) / at(0.5)) - 0.6745 * 1.39)).toBeLessThan(0.1);
    expect(Math.abs(Math.log(at(0.5) / at(0.25)) - 0.6745 * 1.39)).toBeLessThan(0.1);
  });

  it('refuses numbers that cannot be met', () => {
    expect(() => drawActivity({ ...SHAPE, ratings: 99_999 }, createRandom(1))).toThrow(
      /do not fit/,
    );
    expect(() => drawActivity({ ...SHAPE, ratings: 2e9 }, createRandom(1))).toThrow(/do not fit/);
  });
});
