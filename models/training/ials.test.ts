import { describe, expect, it } from 'vitest';
import { historyOf } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { createBlock } from '../towers/block';
import { foldInExactly } from '../towers/closedForm';
import { targetOf } from '../towers/foldInLoss';
import { gramMatrix } from '../towers/gram';
import { EXAMPLE_LOSS, exampleInteractions, largestDifference } from '../testing/examples';
import {
  alternate,
  initialState,
  meanLoss,
  solveHere,
  type IalsConfig,
  type IalsState,
} from './alternate';
import { solveRows, type SparseRows } from './ials';

const MOVIES = 120;
const CONFIG: IalsConfig = {
  dimensions: 12,
  alternations: 4,
  seed: 5,
  loss: { ...EXAMPLE_LOSS, priorBoost: 0 },
};

/** Few and many ratings, so that both ways of solving a row are used. */
const SIZES = [0, 1, 2, 3, 4, 5, 9, 30, 80, 2, 17, 44];

const interactions = exampleInteractions(MOVIES, SIZES);
const rows: SparseRows = { ...interactions, columns: interactions.movies };

async function train(from: IalsState, config = CONFIG): Promise<IalsState> {
  let last = from;
  for await (last of alternate(interactions, config, from));
  return last;
}

describe('graded iALS', () => {
  it('solves every row like the closed-form user tower without its prior', () => {
    const random = createRandom(3);
    const fixed = new Float32Array(MOVIES * CONFIG.dimensions).map(() => random.normal());
    const block = createBlock('oracle', 1, CONFIG.loss, fixed, CONFIG.dimensions);
    const solved = new Float32Array(SIZES.length * CONFIG.dimensions);
    const step = {
      rows,
      fixed,
      gram: gramMatrix(fixed, CONFIG.dimensions),
      dimensions: CONFIG.dimensions,
      loss: CONFIG.loss,
    };
    solveRows(step, 0, SIZES.length, solved);
    SIZES.forEach((_, user) => {
      const row = solved.subarray(user * CONFIG.dimensions, (user + 1) * CONFIG.dimensions);
      const expected = foldInExactly(block, historyOf(interactions, user));
      expect(largestDifference(row, expected)).toBeLessThan(1e-6);
    });
  });

  it('solves the same rows to the same bytes, whichever ranges they come in', async () => {
    const { movies: fixed } = initialState(interactions, CONFIG);
    const step = {
      rows,
      fixed,
      gram: gramMatrix(fixed, CONFIG.dimensions),
      dimensions: CONFIG.dimensions,
      loss: CONFIG.loss,
    };
    const whole = await solveHere(step);
    const pieces = new Float32Array(whole.length);
    for (let row = SIZES.length - 1; row >= 0; row--) solveRows(step, row, row + 1, pieces);
    expect(pieces).toEqual(whole);
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
    const actual = meanLoss(rows, state.users, state.movies, CONFIG);
    expect(actual).toBeCloseTo(expected / interactions.movies.length, 5);
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
