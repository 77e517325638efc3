import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { principalComponents } from './contentPca';

const ROWS = 400;
const WIDTH = 6;
/** Standard deviations along hidden axes that mix the columns. */
const DEVIATIONS = [5, 3, 2, 1, 0.5, 0];

const random = createRandom(8);
const mixed = new Float32Array(ROWS * WIDTH);
const axes = orthonormal(Array.from({ length: WIDTH }, () => gaussian(WIDTH)));
for (let row = 0; row < ROWS; row++) {
  DEVIATIONS.forEach((deviation, k) => {
    const score = deviation * random.normal();
    axes[k].forEach((value, i) => (mixed[row * WIDTH + i] += 7 / WIDTH + score * value));
  });
}

function gaussian(length: number): number[] {
  return Array.from({ length }, () => random.normal());
}

/** Gram-Schmidt. */
function orthonormal(vectors: readonly number[][]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    let rest = vector;
    for (const other of basis) rest = rest.map((value, i) => value - dot(vector, other) * other[i]);
    basis.push(rest.map((value) => value / Math.sqrt(dot(rest, rest))));
  }
  return basis;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function centred(): number[][] {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    Array.from(mixed.subarray(row * WIDTH, (row + 1) * WIDTH)),
  );
  const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / ROWS);
  return rows.map((row) => row.map((value, i) => value - mean[i]));
}

/** Leading directions by power iteration, each with what is left after the ones before. */
function powerIteration(rows: readonly number[][], count: number): number[][] {
  const found: number[][] = [];
  for (let k = 0; k < count; k++) {
    let direction = gaussian(WIDTH);
    for (let step = 0; step < 300; step++) {
      const image = new Array<number>(WIDTH).fill(0);
      for (const row of rows) {
        const score = dot(row, direction);
        row.forEach((value, i) => (image[i] += score * value));
      }
      direction = orthonormal([...found, image])[k];
    }
    found.push(direction);
  }
  return found;
}

function column(table: Float32Array, width: number, k: number): number[] {
  return Array.from({ length: ROWS }, (_, row) => table[row * width + k]);
}

describe('principal components', () => {
  it('are the projections that power iteration finds, up to sign', () => {
    const rows = centred();
    const components = principalComponents(mixed, WIDTH, 3);
    powerIteration(rows, 3).forEach((direction, k) => {
      const expected = rows.map((row) => dot(row, direction));
      const actual = column(components, 3, k);
      const sign = Math.sign(dot(actual, expected));
      const worst = Math.max(...actual.map((value, row) => Math.abs(value - sign * expected[row])));
      expect(worst).toBeLessThan(1e-3);
    });
  });

  it('have no correlation and falling variances, which add up to the whole', () => {
    const components = principalComponents(mixed, WIDTH, WIDTH);
    const columns = DEVIATIONS.map((_, k) => column(components, WIDTH, k));
    const variances = columns.map((values) => dot(values, values) / ROWS);
    const whole = centred().reduce((sum, row) => sum + dot(row, row), 0) / ROWS;
    expect(variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(whole, 3);
    for (let k = 1; k < WIDTH; k++) {
      expect(variances[k]).toBeLessThan(variances[k - 1]);
      expect(Math.abs(dot(columns[k], columns[k - 1])) / ROWS).toBeLessThan(1e-4);
    }
  });

  it('refuse to find more than there are columns', () => {
    expect(() => principalComponents(mixed, WIDTH, WIDTH + 1)).toThrow(RangeError);
  });
});
