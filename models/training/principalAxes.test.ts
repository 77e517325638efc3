import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { largestDifference } from '../testing/examples';
import { gramMatrix } from '../towers/gram';
import { principalAxes, rotateRows } from './principalAxes';

/** Not a multiple of the tile. */
const DIMENSIONS = 14;
const ROWS = 40;

const random = createRandom(4);
const rows = new Float32Array(ROWS * DIMENSIONS).map(
  (_, at) => random.normal() * (1 + (at % DIMENSIONS)),
);
const gram = gramMatrix(rows, DIMENSIONS);

/** `Σ_k values[k] q_k q_kᵀ`, by the definition. */
function recomposed({ values, axes }: ReturnType<typeof principalAxes>): Float64Array {
  return gram.map((_, at) => {
    const [i, j] = [Math.floor(at / DIMENSIONS), at % DIMENSIONS];
    return values.reduce(
      (sum, value, k) => sum + value * axes[k * DIMENSIONS + i] * axes[k * DIMENSIONS + j],
      0,
    );
  });
}

describe('principal axes', () => {
  it('recompose the matrix', () => {
    const largest = gram.reduce((a, b) => Math.max(a, Math.abs(b)));
    const difference = largestDifference(recomposed(principalAxes(gram, DIMENSIONS)), gram);
    expect(difference).toBeLessThan(1e-12 * largest);
  });

  it('are orthonormal', () => {
    const { axes } = principalAxes(gram, DIMENSIONS);
    for (let a = 0; a < DIMENSIONS; a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < DIMENSIONS; i++) {
          dot += axes[a * DIMENSIONS + i] * axes[b * DIMENSIONS + i];
        }
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
  });

  it('make the Gram matrix of rotated rows diagonal, with the eigenvalues on it', () => {
    const { values, axes } = principalAxes(gram, DIMENSIONS);
    const rotated = gramMatrix(rotateRows(rows, axes, DIMENSIONS), DIMENSIONS);
    const largest = Math.max(...values);
    rotated.forEach((value, at) => {
      const [i, j] = [Math.floor(at / DIMENSIONS), at % DIMENSIONS];
      expect(Math.abs(value - (i === j ? values[i] : 0))).toBeLessThan(1e-5 * largest);
    });
  });

  it('of a diagonal matrix, repeated and zero eigenvalues among them, are its own', () => {
    const diagonal = Float64Array.of(3, 0, 0, 0, 0, 0, 0, 0, 3);
    const { values, axes } = principalAxes(diagonal, 3);
    expect([...values]).toEqual([3, 0, 3]);
    expect([...axes]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
