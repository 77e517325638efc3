import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { EXAMPLE_LOSS, exampleInteractions } from '../../models/testing/examples';
import { gramMatrix } from '../../models/towers/gram';
import { solveHere } from '../../models/training/alternate';
import type { HalfStep } from '../../models/training/ials';
import { SolverPool } from './solverPool';

const MOVIES = 90;
const DIMENSIONS = 10;
/** More than two jobs of rows, empty ones among them. */
const SIZES = Array.from({ length: 300 }, (_, user) => (user * 7) % 40);

function halfStep(regularization = 0.01): HalfStep {
  const random = createRandom(2);
  const { offsets, movies, halfStars } = exampleInteractions(MOVIES, SIZES);
  const fixed = new Float32Array(MOVIES * DIMENSIONS).map(() => random.normal());
  return {
    rows: { offsets, columns: movies, halfStars },
    fixed,
    gram: gramMatrix(fixed, DIMENSIONS),
    dimensions: DIMENSIONS,
    loss: { ...EXAMPLE_LOSS, regularization },
  };
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
    const step = halfStep();
    const expected = await solveHere(step);
    for (const threads of [1, 2]) {
      const pool = poolOf(threads);
      expect(await pool.solve(step)).toEqual(expected);
      expect(await pool.solve(step)).toEqual(expected);
    }
  });

  it('solves fewer rows than it has threads, and none', async () => {
    const step = halfStep();
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
    await expect(poolOf(1).solve(halfStep(-100))).rejects.toThrow(/raise the regularisation/);
  });
});
