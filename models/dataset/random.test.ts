import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random';

describe('createRandom', () => {
  it('gives the same stream for the same seed and another for another seed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const draw = (s: number) => {
          const random = createRandom(s);
          return [random.next(), random.integer(1_000_000), random.normal(), random.next()];
        };
        expect(draw(seed)).toEqual(draw(seed));
        const other = seed === Number.MAX_SAFE_INTEGER ? seed - 1 : seed + 1;
        expect(draw(seed)).not.toEqual(draw(other));
      }),
    );
  });

  it('stays in [0, 1) with the mean and variance of a uniform distribution', () => {
    const random = createRandom(1);
    const draws = Array.from({ length: 100_000 }, () => random.next());
    expect(Math.min(...draws.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws.slice(0, 50_000))).toBeLessThan(1);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('draws every integer below n about equally often', () => {
    const random = createRandom(7);
    const draws = 70_000;
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < draws; i++) {
      const value = random.integer(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const expected = draws / counts.length;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 22.46 is the 99.9th percentile of chi-square with 6 degrees of freedom.
    expect(chiSquare).toBeLessThan(22.46);
  });

  it('refuses ranges and seeds that are not integers', () => {
    expect(() => createRandom(1.5)).toThrow(RangeError);
    expect(() => createRandom(Number.NaN)).toThrow(RangeError);
    const random = createRandom(1);
    for (const n of [0, -1, 2.5, Number.NaN, 2 ** 33]) {
      expect(() => random.integer(n)).toThrow(RangeError);
    }
  });

  it('shuffles arrays and typed arrays into a permutation, in place', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), fc.integer(), (values, seed) => {
        const plain = [...values];
        const typed = Int32Array.from(values);
        expect(createRandom(seed).shuffle(plain)).toBe(plain);
        createRandom(seed).shuffle(typed);
        expect([...typed]).toEqual(plain);
        const byValue = (a: number, b: number) => a - b;
        expect([...plain].sort(byValue)).toEqual([...values].sort(byValue));
      }),
    );
  });

  it('shuffles three items into each of the six orders about equally often', () => {
    const random = createRandom(3);
    const counts = new Map<string, number>();
    const rounds = 12_000;
    for (let i = 0; i < rounds; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) {
      expect(Math.abs(count - rounds / 6)).toBeLessThan(200);
    }
  });

  it('draws normal values with mean 0, deviation 1 and the right share within one deviation', () => {
    const random = createRandom(11);
    const draws = Array.from({ length: 100_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    const within = draws.filter((x) => Math.abs(x) < 1).length / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(variance).toBeCloseTo(1, 1);
    expect(within).toBeCloseTo(0.6827, 2);
    expect(draws.every(Number.isFinite)).toBe(true);
  });
});
