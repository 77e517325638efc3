import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import {
  balancedRotation,
  queryFactor,
  queryMatrix,
  rotateRows,
  whitenRows,
} from './queryTransform';
import { splitDimensions } from './tables';

const DIMENSIONS = 6;
const random = createRandom(5);
/** Deviation of each element of a query. */
const SCALES = [3, 2, 1, 1, 1, 0.7];
const queries = new Float32Array(4000 * DIMENSIONS).map(
  (_, at) => SCALES[at % DIMENSIONS] * random.normal(),
);
const items = new Float32Array(50 * DIMENSIONS).map(() => random.normal());

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);
const row = (values: Float32Array, at: number): Float32Array =>
  values.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);

describe('the space of the index', () => {
  const factor = queryFactor(queries, DIMENSIONS);
  const whitened = whitenRows(items, factor, DIMENSIONS);
  const rotation = balancedRotation(whitened, DIMENSIONS, splitDimensions(DIMENSIONS, 3));
  const turned = rotateRows(whitened, rotation, DIMENSIONS);
  const matrix = queryMatrix(rotation, factor, DIMENSIONS);
  const transform = (query: Float32Array): number[] =>
    SCALES.map((_, i) => dot(row(matrix, i), query));

  it('keeps every inner product', () => {
    for (let i = 0; i < 50; i++) {
      const query = row(queries, i);
      expect(dot(transform(query), row(turned, i))).toBeCloseTo(dot(query, row(items, i)), 4);
    }
  });

  it('makes queries alike in all directions', () => {
    const squares = SCALES.map(() => 0);
    for (let q = 0; q < 4000; q++) {
      transform(row(queries, q)).forEach((x, i) => (squares[i] += x * x));
    }
    const mean = squares.reduce((sum, x) => sum + x, 0) / DIMENSIONS;
    for (const square of squares) {
      expect(square / mean).toBeGreaterThan(0.8);
      expect(square / mean).toBeLessThan(1.2);
    }
  });

  it('makes the length of an error the expected error of a score', () => {
    const error = row(items, 7);
    const scores = Array.from({ length: 4000 }, (_, q) => dot(row(queries, q), error) ** 2);
    const expected = scores.reduce((sum, x) => sum + x, 0) / 4000;
    // The factor is scaled to a mean square of 1 for an element of a query.
    const scale = SCALES.reduce((sum, x) => sum + x * x, 0) / DIMENSIONS;
    const length = dot(row(turned, 7), row(turned, 7));
    expect(length * scale).toBeGreaterThan(0.95 * expected);
    expect(length * scale).toBeLessThan(1.05 * expected);
  });

  it('stays as it is where few queries show no direction that matters', () => {
    const few = new Float32Array(40 * DIMENSIONS).map(() => random.normal());
    const identity = queryFactor(few, DIMENSIONS);
    for (let i = 0; i < DIMENSIONS; i++) expect(identity[i * (DIMENSIONS + 1)]).toBeCloseTo(1, 0);
    expect(Array.from(queryFactor(new Float32Array(0), 2))).toEqual([1, 0, 0, 1]);
  });

  it('deals the variance of the rows evenly to the subspaces', () => {
    const uneven = items.map((x, at) => x * 2 ** -(at % DIMENSIONS));
    const dealt = rotateRows(
      uneven,
      balancedRotation(uneven, DIMENSIONS, splitDimensions(DIMENSIONS, 3)),
      DIMENSIONS,
    );
    const variance = SCALES.map((_, i) =>
      dealt.reduce((sum, x, at) => (at % DIMENSIONS === i ? sum + x * x : sum), 0),
    );
    const volumes = [0, 2, 4].map((i) => Math.log2(variance[i] * variance[i + 1]));
    // Dealt in order, neighbouring volumes would differ by 8.
    expect(Math.max(...volumes) - Math.min(...volumes)).toBeLessThan(4);
  });
});
