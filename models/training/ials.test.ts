import { describe, expect, it } from 'vitest';
import { historyOf } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { createBlock } from '../towers/block';
import type { FoldInLoss } from '../pack/manifest';
import { foldInExactly } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { targetOf } from '../towers/foldInLoss';
import { EXAMPLE_TRAINING_LOSS, exampleInteractions, largestDifference } from '../testing/examples';
import {
  alternate,
  halfStep,
  initialState,
  solveHere,
  type IalsConfig,
  type IalsState,
} from './alternate';
import { emptySolution, solveRows, type HalfStep, type SparseRows } from './ials';

const MOVIES = 120;
const CONFIG: IalsConfig = {
  dimensions: 12,
  alternations: 4,
  seed: 5,
  loss: EXAMPLE_TRAINING_LOSS,
};

/** None, fewer than dimensions, and many more. */
const SIZES = [0, 1, 2, 3, 4, 5, 9, 30, 80, 2, 17, 44];

const interactions = exampleInteractions(MOVIES, SIZES);
const rows: SparseRows = { ...interactions, columns: interactions.movies };

async function train(from: IalsState, config = CONFIG): Promise<IalsState> {
  let last = from;
  for await (last of alternate(interactions, config, from));
  return last;
}

/** The loss of training as a fold-in loss that is right for one number of ratings. */
function foldInLossAt(ratings: number): FoldInLoss {
  const { regularization, unobservedWeight, ...targets } = CONFIG.loss;
  return {
    ...targets,
    unobservedWeight: curveOf(() => unobservedWeight),
    ridge: curveOf(() => regularization * (ratings + unobservedWeight * MOVIES)),
  };
}

/** A half step against Gaussian factors, started from other ones. */
function exampleStep(tolerance: number, of: SparseRows = rows): HalfStep {
  const random = createRandom(3);
  const draw = (count: number): Float32Array =>
    new Float32Array(count * CONFIG.dimensions).map(() => random.normal());
  const [fixed, start] = [draw(MOVIES), draw(of.offsets.length - 1)];
  return halfStep(of, fixed, start, CONFIG, tolerance);
}

/** Scores of all movies, which no rotation changes. */
function scoresOf(user: Float32Array, movies: Float32Array): Float64Array {
  const { dimensions } = CONFIG;
  return Float64Array.from({ length: movies.length / dimensions }, (_, movie) =>
    user.reduce((sum, value, i) => sum + value * movies[movie * dimensions + i], 0),
  );
}

describe('graded iALS', () => {
  it('solves every row like a Cholesky factorisation of its normal equations', () => {
    const step = exampleStep(1e-9);
    const solved = emptySolution(step);
    solveRows(step, 0, SIZES.length, solved);
    SIZES.forEach((size, user) => {
      const row = solved.factors.subarray(user * CONFIG.dimensions, (user + 1) * CONFIG.dimensions);
      const block = createBlock('oracle', 1, foldInLossAt(size), step.fixed, CONFIG.dimensions);
      const expected = foldInExactly(block, historyOf(interactions, user));
      expect(largestDifference(row, expected)).toBeLessThan(1e-6);
    });
  });

  it('keeps every score when it turns both sides to their principal axes', () => {
    const random = createRandom(8);
    const draw = (count: number): Float32Array =>
      new Float32Array(count * CONFIG.dimensions).map(() => random.normal());
    const [fixed, start] = [draw(MOVIES), draw(1)];
    const step = halfStep(rows, fixed, start, CONFIG);
    const difference = largestDifference(scoresOf(step.start, step.fixed), scoresOf(start, fixed));
    expect(difference).toBeLessThan(1e-4);
  });

  it('leaves a residual within the tolerance that was asked for', () => {
    const exact = exampleStep(1e-9);
    const solvedExactly = emptySolution(exact);
    solveRows(exact, 0, SIZES.length, solvedExactly);
    const errors = [1e-1, 1e-3, 1e-5].map((tolerance) => {
      const solved = emptySolution(exact);
      solveRows({ ...exact, tolerance }, 0, SIZES.length, solved);
      return largestDifference(solved.factors, solvedExactly.factors);
    });
    expect(errors[1]).toBeLessThan(0.1 * errors[0]);
    expect(errors[2]).toBeLessThan(0.1 * errors[1]);
  });

  it('solves the same rows to the same bytes, whichever ranges they come in', async () => {
    const step = exampleStep(1e-3);
    const whole = await solveHere(step);
    const pieces = emptySolution(step);
    for (let row = SIZES.length - 1; row >= 0; row--) solveRows(step, row, row + 1, pieces);
    expect(pieces).toEqual(whole);
  });

  it('places a row at zero when its targets are all zero', async () => {
    // Half a star has the target 1 + 0.8 (0.5 - 3) / 2 = 0.
    const halfStarsOnly = { ...rows, halfStars: rows.halfStars.map(() => 1) };
    const { factors } = await solveHere(exampleStep(1e-3, halfStarsOnly));
    expect(factors.every((value) => value === 0)).toBe(true);
  });

  it('measures the loss that a loop over every pair gives', async () => {
    const state = await train(initialState(interactions, CONFIG));
    let expected = 0;
    for (let user = 0; user < interactions.userCount; user++) {
      const { movies, halfStars } = historyOf(interactions, user);
      for (let movie = 0; movie < MOVIES; movie++) {
        let score = 0;
        for (let i = 0; i < CONFIG.dimensions; i++) {
          score +=
            state.users[user * CONFIG.dimensions + i] * state.movies[movie * CONFIG.dimensions + i];
        }
        const at = movies.indexOf(movie);
        expected +=
          at >= 0
            ? (score - targetOf(CONFIG.loss, halfStars[at])) ** 2
            : CONFIG.loss.unobservedWeight * score ** 2;
      }
    }
    const last = state.lossCurve[CONFIG.alternations - 1];
    expect(last).toBeCloseTo(expected / interactions.movies.length, 5);
  });

  it('lowers its loss with each alternation', async () => {
    const { lossCurve } = await train(initialState(interactions, CONFIG));
    expect(lossCurve).toHaveLength(CONFIG.alternations);
    for (let i = 1; i < lossCurve.length; i++) expect(lossCurve[i]).toBeLessThan(lossCurve[i - 1]);
  });

  it('ends at the same bytes when it is interrupted and resumed', async () => {
    const straight = await train(initialState(interactions, CONFIG));
    const half = await train(initialState(interactions, CONFIG), { ...CONFIG, alternations: 2 });
    const resumed = await train(half);
    expect(resumed.movies).toEqual(straight.movies);
    expect(resumed.lossCurve).toEqual(straight.lossCurve);
  });

  it('gives other embeddings for another seed', async () => {
    const one = await train(initialState(interactions, CONFIG));
    const other = await train(initialState(interactions, { ...CONFIG, seed: 6 }));
    expect(largestDifference(one.movies, other.movies)).toBeGreaterThan(1e-3);
  });
});
