import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { exampleHistory, largestDifference } from '../testing/examples';
import { rankSimilarities, SIMILARITY_FEATURES } from './similarities';

const MOVIES = 9;
const random = createRandom(6);

function cosinesOf(rated: number): Float32Array {
  return Float32Array.from({ length: MOVIES * rated }, () => 2 * random.next() - 1);
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b) / values.length;

/** The features of one row of cosines, from sorted lists. */
function naive(cosines: readonly number[], halfStars: ArrayLike<number>): number[] {
  const liked = cosines.filter((_, h) => halfStars[h] >= 8).sort((a, b) => b - a);
  const disliked = cosines.filter((_, h) => halfStars[h] <= 5);
  return [
    liked[0] ?? 0,
    mean(liked.slice(0, 5)),
    mean(liked),
    Math.max(0, ...disliked),
    mean(disliked),
    Math.max(...cosines),
    cosines.reduce((sum, x, h) => sum + Math.max(0, x) ** 3 * (halfStars[h] / 2 - 3), 0),
  ];
}

function rowsOf(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}

describe('how near movies are to what somebody rated', () => {
  it.each([1, 3, 8, 40])('is what sorted lists say after %i ratings', (rated) => {
    const { halfStars } = exampleHistory(100, rated, rated);
    const cosines = cosinesOf(rated);
    const features = rankSimilarities(cosines, MOVIES, halfStars);
    const actual = rowsOf(features, SIMILARITY_FEATURES);
    rowsOf(cosines, rated).forEach((row, movie) => {
      expect(largestDifference(actual[movie], naive(row, halfStars))).toBeLessThan(1e-5);
    });
  });

  it('says nothing of likes without a like, and nothing of dislikes without one', () => {
    const cosines = Float32Array.of(0.5, -0.25);
    const [lukewarm] = rowsOf(rankSimilarities(cosines, 1, [6, 7]), SIMILARITY_FEATURES);
    expect(lukewarm).toEqual([0, 0, 0, 0, 0, 0.5, expect.closeTo(0, 6)]);
    const [fan] = rowsOf(rankSimilarities(cosines, 1, [10, 9]), SIMILARITY_FEATURES);
    expect(fan).toEqual([0.5, 0.125, 0.125, 0, 0, 0.5, 0.25]);
  });

  it('tells likes from dislikes at four and at two and a half stars', () => {
    const features = (halfStars: number) =>
      Array.from(rankSimilarities(Float32Array.of(0.5), 1, [halfStars])).slice(0, 5);
    expect(features(8)).toEqual([0.5, 0.5, 0.5, 0, 0]);
    expect(features(7)).toEqual([0, 0, 0, 0, 0]);
    expect(features(5)).toEqual([0, 0, 0, 0.5, 0.5]);
  });
});
