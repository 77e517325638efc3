import { describe, expect, it } from 'vitest';
import { extrapolatedMemory, extrapolatedTime, growthExponent } from './growth';

const at = (sizes: readonly number[], cost: (size: number) => number) =>
  sizes.map((size) => ({ size, cost: cost(size) }));

describe('growth', () => {
  it('is the power of a power law', () => {
    for (const power of [0.5, 1, 2]) {
      expect(growthExponent(at([1, 3, 10], (n) => 7 * n ** power))).toBeCloseTo(power, 10);
    }
  });

  it('carries a power law of time on', () => {
    const quadratic = at([10, 30, 100], (n) => 2 * n ** 2);
    expect(extrapolatedTime(quadratic, 1000)).toBeCloseTo(2e6, 3);
  });

  it('never expects less than proportional time, which fixed costs feign', () => {
    expect(
      extrapolatedTime(
        at([10, 20], (n) => 100 + n),
        200,
      ),
    ).toBeCloseTo(1200, 6);
  });

  it('carries memory on along a line, the fixed part counted once', () => {
    expect(
      extrapolatedMemory(
        at([20, 1, 10], (n) => 100 + 3 * n),
        1000,
      ),
    ).toBeCloseTo(3100, 6);
  });

  it('needs two sizes', () => {
    expect(() =>
      extrapolatedTime(
        at([1], (n) => n),
        10,
      ),
    ).toThrow(/two sizes/);
  });
});
