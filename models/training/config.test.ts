import { describe, expect, it } from 'vitest';
import { curveAt } from '../towers/curve';
import { ridgeOf, targetOf, unobservedWeightOf } from '../towers/foldInLoss';
import { configFor, configForWatched, DEFAULT_SEED, foldInLossOf } from './config';

describe('the constants of training', () => {
  it('are other ones for a long tail of movies than for few movies', () => {
    const { seed, ...dense } = configFor(3_700);
    const { seed: sameSeed, ...longTail } = configFor(50_000);
    expect([seed, sameSeed]).toEqual([DEFAULT_SEED, DEFAULT_SEED]);
    expect(dense).not.toEqual(longTail);
    expect(configFor(9_000)).toEqual(configFor(90_000));
    // What people call a movie of few ratings says where it belongs.
    expect(longTail.content.sources).toEqual(['tags']);
    expect(dense.content.sources).toEqual([]);
  });

  it('take the seed that they are given, 0 as well, and nothing else from it', () => {
    expect(configFor(3_700, 0)).toEqual({ ...configFor(3_700), seed: 0 });
  });

  it.each([3_700, 50_000])('give a user tower that can be solved for %i movies', (movies) => {
    const config = configFor(movies);
    const loss = foldInLossOf(config);
    for (const n of [0, 1, 2, 5, 20, 77, 1000, 5000]) {
      expect(ridgeOf(loss, n)).toBeGreaterThan(0);
      expect(unobservedWeightOf(loss, n)).toBeGreaterThan(0);
      expect(unobservedWeightOf(loss, n)).toBeLessThan(1);
    }
    expect(targetOf(loss, 10)).toBeGreaterThan(targetOf(loss, 2));
    expect(curveAt(config.prior.weight, 0)).toBeGreaterThan(curveAt(config.prior.weight, 100));
  });

  it('count every rating alike where a list is to find whatever was watched', () => {
    const config = configForWatched(3_700, 5);
    const loss = foldInLossOf(config);
    expect(config).toMatchObject({ seed: 5, relevantFrom: 1 });
    expect(targetOf(loss, 1)).toBe(targetOf(loss, 10));
    // The user tower minimises what training does: the regulariser of n ratings among all movies.
    const { unobservedWeight, regularization } = config.loss;
    for (const n of [0, 10, 1000]) {
      expect(unobservedWeightOf(loss, n)).toBeCloseTo(unobservedWeight, 12);
      expect(ridgeOf(loss, n)).toBeCloseTo(regularization * (n + unobservedWeight * 3_700), 9);
    }
  });
});
