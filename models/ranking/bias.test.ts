import { describe, expect, it } from 'vitest';
import { exampleHistory, exampleInteractions, largestDifference } from '../testing/examples';
import { eliminate } from '../testing/elimination';
import { fitBiases, userBias } from './bias';

const MOVIES = 14;
const SIZES = [1, 5, 14, 8, 3, 11];
const interactions = exampleInteractions(MOVIES, SIZES);
const config = { userShrinkage: 3, movieShrinkage: 2, sweeps: 500 };

/**
 * The minimiser of `Σ (stars − μ − b_u − b_m)² + λ_u Σ b_u² + λ_m Σ b_m²` from its dense normal
 * equations: users first, then movies.
 */
function leastSquares(mean: number): { users: number[]; movies: number[] } {
  const { userCount, offsets, movies, halfStars } = interactions;
  const unknowns = userCount + MOVIES;
  const matrix = Array.from({ length: unknowns }, (_, i) =>
    Array.from({ length: unknowns }, (_unused, j) =>
      i !== j ? 0 : i < userCount ? config.userShrinkage : config.movieShrinkage,
    ),
  );
  const right = new Array<number>(unknowns).fill(0);
  for (let user = 0; user < userCount; user++) {
    for (let e = offsets[user]; e < offsets[user + 1]; e++) {
      const movie = userCount + movies[e];
      for (const i of [user, movie]) {
        right[i] += halfStars[e] / 2 - mean;
        for (const j of [user, movie]) matrix[i][j]++;
      }
    }
  }
  const solution = eliminate(matrix, right);
  return { users: solution.slice(0, userCount), movies: solution.slice(userCount) };
}

describe('the rating baseline', () => {
  const model = fitBiases(interactions, config);
  const mean =
    Array.from(interactions.halfStars).reduce((sum, rating) => sum + rating / 2, 0) /
    interactions.halfStars.length;
  const oracle = leastSquares(mean);

  it('has the mean of all ratings in stars', () => {
    expect(model.mean).toBeCloseTo(mean, 12);
  });

  it('converges to the regularised least-squares solution', () => {
    expect(largestDifference(model.movieBias, oracle.movies)).toBeLessThan(1e-5);
  });

  it('gives a person of the training data the bias of that solution', () => {
    const biases = SIZES.map((_, user) => {
      const [start, end] = [interactions.offsets[user], interactions.offsets[user + 1]];
      return userBias(model, {
        movies: interactions.movies.subarray(start, end),
        halfStars: interactions.halfStars.subarray(start, end),
      });
    });
    expect(largestDifference(biases, oracle.users)).toBeLessThan(1e-5);
  });

  it('is close to its limit after the sweeps of the default configuration', () => {
    const { movieBias } = fitBiases(interactions, { ...config, sweeps: 8 });
    expect(largestDifference(movieBias, oracle.movies)).toBeLessThan(0.05);
  });

  it('knows nothing about a movie without ratings and a person without a history', () => {
    const sparse = { ...interactions, movieCount: MOVIES + 1 };
    expect(fitBiases(sparse, config).movieBias[MOVIES]).toBe(0);
    expect(userBias(model, exampleHistory(MOVIES, 0))).toBe(0);
  });
});
