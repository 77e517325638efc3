import { expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { gramMatrix } from '../../towers/gram';
import { symmetricEigen } from './eigen';

const SIZE = 9;

it('gives unit vectors that the matrix only stretches, largest value first', () => {
  const random = createRandom(1);
  const rows = new Float32Array(SIZE * 30).map(() => random.normal());
  const matrix = gramMatrix(rows, SIZE);
  const { values, vectors } = symmetricEigen(matrix, SIZE);
  for (let e = 0; e < SIZE; e++) {
    const vector = vectors.subarray(e * SIZE, (e + 1) * SIZE);
    for (let i = 0; i < SIZE; i++) {
      const stretched = vector.reduce((sum, x, j) => sum + matrix[i * SIZE + j] * x, 0);
      expect(stretched).toBeCloseTo(values[e] * vector[i], 8);
    }
    for (let other = 0; other <= e; other++) {
      const dot = vector.reduce((sum, x, i) => sum + x * vectors[other * SIZE + i], 0);
      expect(dot).toBeCloseTo(other === e ? 1 : 0, 10);
    }
    if (e > 0) expect(values[e]).toBeLessThanOrEqual(values[e - 1]);
  }
  const trace = Array.from({ length: SIZE }, (_, i) => matrix[i * SIZE + i]);
  expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace.reduce((sum, x) => sum + x, 0));
});

it('finds the closed form of two dimensions', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(Array.from(values, (x) => Math.round(1e9 * x) / 1e9)).toEqual([3, 1]);
  expect(Math.abs(vectors[0])).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[0]).toBeCloseTo(vectors[1], 12);
});

it('leaves a matrix of zeros alone', () => {
  expect(Array.from(symmetricEigen(new Float64Array(9), 3).values)).toEqual([0, 0, 0]);
});
