import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { eliminate } from '../testing/elimination';
import { largestDifference } from '../testing/examples';
import { NotPositiveDefiniteError } from '../towers/cholesky';
import { invertPositiveDefinite } from './positiveDefiniteInverse';

const SIZE = 37;

/** `YᵀY + I`, full. */
function exampleMatrix(): Float32Array {
  const random = createRandom(3);
  const y = new Float32Array(SIZE * SIZE).map(() => random.normal());
  return new Float32Array(SIZE * SIZE).map((_, at) => {
    const [i, j] = [Math.floor(at / SIZE), at % SIZE];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < SIZE; k++) sum += y[k * SIZE + i] * y[k * SIZE + j];
    return sum;
  });
}

onEachBackend('the inverse by blocks', () => {
  it.each([1, 8, 36, 37, 256])('is that of elimination with blocks of %d rows', async (rows) => {
    const matrix = exampleMatrix();
    const full = Array.from({ length: SIZE }, (_, i) =>
      Array.from(matrix.subarray(i * SIZE, (i + 1) * SIZE)),
    );
    const done: number[] = [];
    await invertPositiveDefinite(matrix, SIZE, (count) => void done.push(count), rows);
    for (let column = 0; column < SIZE; column++) {
      const unit = full.map((_, i) => (i === column ? 1 : 0));
      const row = matrix.subarray(column * SIZE, (column + 1) * SIZE);
      expect(largestDifference(row, eliminate(full, unit))).toBeLessThan(2e-4);
    }
    expect(done).toHaveLength(Math.ceil(SIZE / rows));
    expect(done.at(-1)).toBe(SIZE);
  });

  it('refuses a matrix that is not positive definite', async () => {
    const indefinite = Float32Array.of(1, 2, 2, 1);
    await expect(invertPositiveDefinite(indefinite, 2)).rejects.toThrow(NotPositiveDefiniteError);
  });
});
