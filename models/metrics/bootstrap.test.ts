import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { Resamples, weightedSum, type BootstrapEstimate } from './bootstrap';

const gaussians = (size: number, mean: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: size }, () => mean + random.normal());
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function bootstrapMean(
  values: readonly number[],
  options: { readonly resamples: number; readonly seed: number },
): BootstrapEstimate {
  return new Resamples(values.length, options).estimate(
    (weights) => weightedSum(weights, values) / values.length,
  );
}

/** Draws people one by one into new arrays, sorts with a comparator, counts from outside. */
function naiveInterval(values: readonly number[], resamples: number): [number, number] {
  const random = createRandom(99);
  const means = Array.from({ length: resamples }, () =>
    meanOf(values.map(() => values[random.integer(values.length)])),
  ).sort((a, b) => a - b);
  return [means[Math.round(0.025 * resamples)], means[Math.round(0.975 * resamples)]];
}

describe('the paired bootstrap', () => {
  it('gives the interval of a naive one and of the normal approximation', () => {
    const values = gaussians(400, 0.1, 1);
    const { value, low, high } = bootstrapMean(values, { resamples: 4000, seed: 7 });
    const mean = meanOf(values);
    const variance = meanOf(values.map((x) => (x - mean) ** 2));
    const half = 1.96 * Math.sqrt(variance / values.length);
    expect(value).toBeCloseTo(mean, 12);
    const [naiveLow, naiveHigh] = naiveInterval(values, 4000);
    for (const oracle of [naiveLow, mean - half]) {
      expect(Math.abs(low - oracle)).toBeLessThan(0.012);
    }
    for (const oracle of [naiveHigh, mean + half]) {
      expect(Math.abs(high - oracle)).toBeLessThan(0.012);
    }
  });

  it('knows the two-sided p of a normal mean', () => {
    // One standard error above 0: 2 (1 − Φ(1)) = 0.3173.
    const noise = gaussians(500, 0, 2);
    const mean = meanOf(noise);
    const centred = noise.map((x) => x - mean);
    const deviation = Math.sqrt(meanOf(centred.map((x) => x * x)));
    const shifted = centred.map((x) => x + deviation / Math.sqrt(centred.length));
    const { p } = bootstrapMean(shifted, { resamples: 8000, seed: 3 });
    expect(Math.abs(p - 0.3173)).toBeLessThan(0.03);
  });

  it('is sure of a difference that everybody shares, as far as the resamples can tell', () => {
    const all = bootstrapMean([1, 1, 1], { resamples: 999, seed: 1 });
    expect(all).toEqual({ value: 1, low: 1, high: 1, p: 2 / 1000 });
    const none = bootstrapMean([0, 0, 0], { resamples: 999, seed: 1 });
    expect(none).toEqual({ value: 0, low: 0, high: 0, p: 1 });
  });

  it('takes any statistic, of the people and of the resamples alike', () => {
    const ratio = new Resamples(2, { resamples: 500, seed: 1 }).estimate(
      (weights) => weightedSum(weights, [2, 30]) / weightedSum(weights, [1, 10]),
    );
    expect(ratio.value).toBeCloseTo(32 / 11, 12);
    expect([ratio.low, ratio.high]).toEqual([2, 3]);
  });

  it('draws groups as large as the people, with repetitions, from the seed', () => {
    const groupsOf = (seed: number): string[] => {
      const groups: string[] = [];
      new Resamples(5, { resamples: 20, seed }).estimate((weights) => {
        groups.push(Array.from(weights).join());
        return 0;
      });
      return groups;
    };
    const groups = groupsOf(4);
    expect(groups).toHaveLength(21);
    for (const group of groups) {
      expect(weightedSum(Uint8Array.of(1, 1, 1, 1, 1), group.split(',').map(Number))).toBe(5);
    }
    expect(groups.filter((group) => group === '1,1,1,1,1').length).toBeLessThan(10);
    expect(groupsOf(4)).toEqual(groups);
    expect(groupsOf(5)).not.toEqual(groups);
  });
});
