import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { likeCounts } from '../dataset/counts';
import { historyOf } from '../dataset/interactions';
import { eliminate } from '../testing/elimination';
import { exampleHistory, exampleInteractions, largestDifference } from '../testing/examples';
import { exampleTrainingSet } from '../testing/trainingSets';
import { ialsRecipe, type IalsSettings } from './ials';
import type { SystemState } from './system';

const MOVIES = 20;
const USERS = 12;
const SETTINGS: IalsSettings = {
  dimensions: 4,
  alternations: 5,
  unobservedWeight: 0.3,
  regularization: 0.02,
  priorBoost: 2,
  priorHalfLife: 5,
  popularityWeight: 0.7,
  popularityHalfLife: 4,
};
const sizes = [9, 14, 12, 6, 17, 15, 10, 13, 18, 11, 0, 16];
const set = exampleTrainingSet(exampleInteractions(MOVIES, sizes));

/** Hu et al. written out over every column: weight 1 and target 1 where liked, else `α₀` and 0. */
function solve(
  rows: readonly number[][],
  liked: (row: number) => boolean,
  boost: (count: number) => number,
): number[] {
  const { dimensions, unobservedWeight, regularization } = SETTINGS;
  const count = rows.filter((_, row) => liked(row)).length;
  if (count === 0) return new Array<number>(dimensions).fill(0);
  const ridge = regularization * (count + unobservedWeight * rows.length * (1 + boost(count)));
  const matrix = Array.from({ length: dimensions }, (_, i) =>
    Array.from({ length: dimensions }, (_unused, j) =>
      rows.reduce(
        (sum, row, at) => sum + (liked(at) ? 1 : unobservedWeight) * row[i] * row[j],
        i === j ? ridge : 0,
      ),
    ),
  );
  const right = Array.from({ length: dimensions }, (_, i) =>
    rows.reduce((sum, row, at) => sum + (liked(at) ? row[i] : 0), 0),
  );
  return eliminate(matrix, right);
}

function rowsOf({ embedding }: SystemState): number[][] {
  const { dimensions } = SETTINGS;
  return Array.from({ length: MOVIES }, (_, movie) =>
    Array.from(embedding.subarray(movie * dimensions, (movie + 1) * dimensions)),
  );
}

const likes = ({ movies, halfStars }: History, movie: number): boolean =>
  movies.some((rated, h) => rated === movie && halfStars[h] >= 8);

const popularity = standardize(likeCounts(set.interactions));
const foldInBoost = (count: number): number => 2 / (1 + count / 5);
const noBoost = (): number => 0;

function standardize(values: ArrayLike<number>): number[] {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, v) => sum + (v - mean) ** 2, 0) / list.length);
  return list.map((value) => (value - mean) / deviation);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

describe('iALS on likes', () => {
  const recipe = ialsRecipe(SETTINGS);

  it('folds an unseen person in like the normal equations over all movies', async () => {
    const state = await recipe.train(set, { seed: 1 });
    const system = await recipe.open(state, set);
    const rows = rowsOf(state);
    for (const ratings of [4, 9, MOVIES]) {
      const history = exampleHistory(MOVIES, ratings, 40 + ratings);
      const user = solve(rows, (movie) => likes(history, movie), foldInBoost);
      const count = Array.from(history.halfStars).filter((value) => value >= 8).length;
      const taste = standardize(rows.map((row) => dot(user, row)));
      const expected = taste.map((value, m) => value + (0.7 / (1 + count / 4)) * popularity[m]);
      // A dot product does not subtract the mean, which changes no order.
      const actual = await system.scores(history);
      const mean = actual.reduce((sum, value) => sum + value, 0) / MOVIES;
      const centred = actual.map((value) => value - mean);
      expect(largestDifference(centred, expected)).toBeLessThan(1e-5);
    }
  });

  it('ends where solving any movie again changes nothing', async () => {
    const state = await ialsRecipe({ ...SETTINGS, alternations: 300 }).train(set, { seed: 1 });
    const rows = rowsOf(state);
    const people = Array.from({ length: USERS }, (_, user) => historyOf(set.interactions, user));
    const users = people.map((history) => solve(rows, (movie) => likes(history, movie), noBoost));
    for (let movie = 0; movie < MOVIES; movie++) {
      const solved = solve(users, (user) => likes(people[user], movie), noBoost);
      expect(largestDifference(rows[movie], solved)).toBeLessThan(0.01);
    }
    expect(Math.max(...rows.flat())).toBeGreaterThan(0.1);
  });

  it('answers people of the training set as it answers anybody with their ratings', async () => {
    const system = await recipe.open(await recipe.train(set, { seed: 1 }), set);
    const history = historyOf(set.interactions, 4);
    expect(await system.scoresOfUser?.(4)).toEqual(await system.scores(history));
  });

  it('hears of no rating below four stars', async () => {
    const system = await recipe.open(await recipe.train(set, { seed: 1 }), set);
    const liked = { movies: Int32Array.of(3, 8), halfStars: Uint8Array.of(8, 10) };
    const more = { movies: Int32Array.of(1, 3, 8, 9), halfStars: Uint8Array.of(7, 8, 10, 1) };
    expect(await system.scores(more)).toEqual(await system.scores(liked));
  });

  it.each([
    ['rated nothing', [], []],
    ['liked nothing', [3, 4], [2, 7]],
  ])('gives the popular movies to somebody who %s', async (_, movies, halfStars) => {
    const system = await recipe.open(await recipe.train(set, { seed: 1 }), set);
    const history = { movies: Int32Array.from(movies), halfStars: Uint8Array.from(halfStars) };
    const expected = popularity.map((value) => 0.7 * value);
    expect(largestDifference(await system.scores(history), expected)).toBeLessThan(1e-6);
  });
});
