import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { EXAMPLE_TRAINING_LOSS, exampleInteractions } from '../../models/testing/examples';
import { halfStep, solveHere } from '../../models/training/alternate';
import type { HalfStep } from '../../models/training/ials';
import { SolverPool } from './solverPool';

const MOVIES = 90;
const DIMENSIONS = 10;
/** More ratings than two jobs take, and empty rows among them. */
const SIZES = Array.from({ length: 1200 }, (_, user) => (user * 7) % 60);

function exampleStep(regularization = 0.01): HalfStep {
  const random = createRandom(2);
  const { offsets, movies, halfStars } = exampleInteractions(MOVIES, SIZES);
  const draw = (rows: number): Float32Array =>
    new Float32Array(rows * DIMENSIONS).map(() => random.normal());
  return halfStep({ offsets, columns: movies, halfStars }, draw(MOVIES), draw(SIZES.length), {
    dimensions: DIMENSIONS,
    loss: { ...EXAMPLE_TRAINING_LOSS, regularization },
  });
}

describe('the solver pool', () => {
  const open: SolverPool[] = [];
  const poolOf = (threads: number): SolverPool => {
    const pool = new SolverPool(threads);
    open.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(open.splice(0).map((pool) => pool.close())));

  it('gives the bytes of one thread alone, whatever the number of threads', async () => {
    const step = exampleStep();
    const expected = await solveHere(step);
    for (const threads of [1, 2]) {
      const pool = poolOf(threads);
      expect(await pool.solve(step)).toEqual(expected);
      expect(await pool.solve(step)).toEqual(expected);
    }
  });

  it('solves fewer rows than it has threads, and none', async () => {
    const step = exampleStep();
    const rowsUpTo = (count: number): HalfStep => ({
      ...step,
      rows: { ...step.rows, offsets: step.rows.offsets.slice(0, count + 1) },
    });
    const pool = poolOf(2);
    for (const count of [1, 0]) {
      expect(await pool.solve(rowsUpTo(count))).toEqual(await solveHere(rowsUpTo(count)));
    }
  });

  it('passes on what went wrong in a thread', async () => {
    await expect(poolOf(1).solve(exampleStep(-100))).rejects.toThrow(/raise the regularisation/);
  });
});
