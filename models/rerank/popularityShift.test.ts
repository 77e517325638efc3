import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { standardized } from '../towers/space';
import { shiftedByPopularity } from './popularityShift';

const CANDIDATES = 400;
const TOP = 20;
/** What one movie of the twenty may change the mean logarithm by: the list cannot be more exact. */
const ONE_MOVIE = 0.2;

/** Scores that follow popularity a little, with a tail as heavy as `power` makes it. */
function example(power: number): { relevance: Float64Array; ratingCount: number[] } {
  const random = createRandom(4);
  const logs = Array.from({ length: CANDIDATES }, () => 4 + random.normal());
  const scores = logs.map((log) => Math.exp(power * (0.5 * log + random.normal())));
  const relevance = Float64Array.from(standardized(scores));
  return { relevance, ratingCount: logs.map((log) => Math.round(Math.exp(log))) };
}

/** Geometric mean of the rating counts at the top. */
function countAtTop(relevance: Float64Array, ratingCount: readonly number[]): number {
  const order = Array.from(relevance, (_, i) => i).sort((a, b) => relevance[b] - relevance[a]);
  const logs = order.slice(0, TOP).map((i) => Math.log1p(ratingCount[i]));
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / TOP);
}

describe.each([0.3, 1, 2])('the popularity dial on scores with a tail of power %s', (power) => {
  const { relevance, ratingCount } = example(power);
  const countAt = (dial: number): number =>
    countAtTop(shiftedByPopularity(relevance, ratingCount, dial), ratingCount);

  it('at 0 changes nothing', () => {
    expect(shiftedByPopularity(relevance, ratingCount, 0)).toEqual(relevance);
  });

  it('takes the list all the way, evenly, and by no more than a factor of three', () => {
    for (const sign of [-1, 1]) {
      const whole = Math.log(countAt(sign) / countAt(0));
      expect(sign * whole).toBeGreaterThan(0.1);
      expect(sign * whole).toBeLessThan(Math.log(3) + ONE_MOVIE);
      expect(Math.abs(Math.log(countAt(sign / 2) / countAt(0)) - whole / 2)).toBeLessThan(
        ONE_MOVIE,
      );
    }
  });

  it('never goes back when it is turned further', () => {
    const counts = Array.from({ length: 21 }, (_, i) => countAt((i - 10) / 10));
    for (let i = 1; i < counts.length; i++) expect(counts[i]).toBeGreaterThanOrEqual(counts[i - 1]);
  });
});

it('a list of movies that are all equally popular has nowhere to go', () => {
  const relevance = Float64Array.of(2, 1, -3);
  const [first, second, third] = shiftedByPopularity(relevance, [5, 5, 5], -1);
  expect(first).toBeGreaterThan(second);
  expect(second).toBeGreaterThan(third);
  expect(shiftedByPopularity(new Float64Array(0), [], 1)).toHaveLength(0);
});
