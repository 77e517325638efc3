import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { eliminate } from '../testing/elimination';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { choleskyInPlace, choleskySolveInPlace, NotPositiveDefiniteError } from './cholesky';
import { foldInAll, foldInExactly } from './closedForm';
import { curveOf } from './curve';
import { ridgeOf, targetOf, unobservedWeightOf } from './foldInLoss';
import { bilinear, gramMatrix } from './gram';
import { blockGains, createSpace, itemTable, priorWeight, queryOf, standardized } from './space';

const MOVIES = 80;
const DIMENSIONS = 6;

describe('the closed-form user tower', () => {
  const block = exampleBlock(MOVIES, DIMENSIONS);

  it.each([1, 4, 30])('solves the normal equations of the loss after %i ratings', (n) => {
    const history = exampleHistory(MOVIES, n);
    const rowOf = (movie: number): number[] =>
      Array.from(block.embedding.subarray(movie * DIMENSIONS, (movie + 1) * DIMENSIONS));
    const matrix = Array.from({ length: DIMENSIONS }, (_, i) =>
      Array.from({ length: DIMENSIONS }, (_, j) => (i === j ? ridgeOf(block.loss, n) : 0)),
    );
    const right = new Array<number>(DIMENSIONS).fill(0);
    for (let movie = 0; movie < MOVIES; movie++) {
      const at = history.movies.indexOf(movie);
      const weight = at >= 0 ? 1 : unobservedWeightOf(block.loss, n);
      const row = rowOf(movie);
      row.forEach((x, i) => {
        row.forEach((y, j) => (matrix[i][j] += weight * x * y));
        if (at >= 0) right[i] += targetOf(block.loss, history.halfStars[at]) * x;
      });
    }
    const expected = eliminate(matrix, right);
    expect(largestDifference(foldInExactly(block, history), expected)).toBeLessThan(1e-6);
  });

  it('grades its targets: one star 0.2, three stars 1, five stars 1.8', () => {
    expect([2, 6, 10].map((halfStars) => targetOf(block.loss, halfStars))).toEqual([
      expect.closeTo(0.2),
      expect.closeTo(1),
      expect.closeTo(1.8),
    ]);
  });
});

/** The factor in the lower triangle, one entry after the other. */
function plainCholesky(matrix: Float64Array, n: number): Float64Array {
  const l = matrix.slice();
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? l[j * n + j] : 0;
      for (let k = 0; k < j; k++) {
        const product = l[i * n + k] * l[j * n + k];
        sum = i === j ? sum - product : sum + product;
      }
      l[i * n + j] = i === j ? Math.sqrt(sum) : (l[i * n + j] - sum) / l[j * n + j];
    }
  }
  return l;
}

describe('Cholesky', () => {
  it('refuses a matrix that is not positive definite and says what to do', () => {
    expect(() => choleskyInPlace(Float64Array.from([1, 0, 2, 1]), 2)).toThrow(
      NotPositiveDefiniteError,
    );
    expect(() => choleskyInPlace(Float64Array.from([1, 0, 2, 1]), 2)).toThrow(/regularisation/);
  });

  it.each([1, 4, 5, 6, 9, 13])('has the bits of a plain loop, with %i unknowns', (n) => {
    const random = createRandom(n);
    const rows = Array.from({ length: n * n }, () => random.normal());
    const matrix = Float64Array.from(rows, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      const product = rows.slice(i * n, i * n + n).map((value, k) => value * rows[j * n + k]);
      return product.reduce((sum, value) => sum + value, i === j ? 1 : 0);
    });
    const expected = plainCholesky(matrix, n);
    choleskyInPlace(matrix, n);
    expect(matrix).toEqual(expected);
  });

  it('solves a system by hand', () => {
    const matrix = Float64Array.from([4, 0, 2, 3]);
    const right = Float64Array.from([10, 8]);
    choleskyInPlace(matrix, 2);
    choleskySolveInPlace(matrix, 2, right);
    // [[4, 2], [2, 3]] x = [10, 8]
    expect(Array.from(right)).toEqual([expect.closeTo(1.75), expect.closeTo(1.5)]);
  });
});

describe('the two-tower space', () => {
  const blocks = [exampleBlock(MOVIES, DIMENSIONS, 1), exampleBlock(MOVIES, 4, 2)];
  const popularity = standardized(Array.from({ length: MOVIES }, (_, movie) => movie % 7));
  const space = createSpace(blocks, {
    weight: curveOf((n) => 0.5 / (1 + n / 3)),
    popularity,
  });
  const history = exampleHistory(MOVIES, 8);
  const user = foldInAll(space, history);

  it('scores by one inner product what its definition says block by block', () => {
    const items = itemTable(space);
    const query = queryOf(space, user, 8);
    const gains = blockGains(space, user);
    for (let movie = 0; movie < MOVIES; movie++) {
      let expected = priorWeight(space.prior, 8) * popularity[movie];
      let offset = 0;
      blocks.forEach((block, b) => {
        for (let i = 0; i < block.dimensions; i++) {
          expected += gains[b] * user[offset + i] * block.embedding[movie * block.dimensions + i];
        }
        offset += block.dimensions;
      });
      const width = space.queryDimensions;
      const actual = query.reduce((sum, value, i) => sum + value * items[movie * width + i], 0);
      expect(actual).toBeCloseTo(expected, 4);
    }
  });

  it("gives each block's scores unit variance over the catalogue", () => {
    const [first] = blocks;
    const [gain] = blockGains(space, user);
    const scores = Array.from({ length: MOVIES }, (_, movie) => {
      let dot = 0;
      for (let i = 0; i < DIMENSIONS; i++) dot += user[i] * first.embedding[movie * DIMENSIONS + i];
      return gain * dot;
    });
    const mean = scores.reduce((a, b) => a + b) / MOVIES;
    const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / MOVIES;
    expect(variance).toBeCloseTo(1, 4);
  });

  it('ranks by popularity alone for somebody who rated nothing', () => {
    const nobody = new Float32Array(space.userDimensions);
    const query = queryOf(space, nobody, 0);
    expect(Array.from(query.subarray(0, space.userDimensions)).every((value) => value === 0)).toBe(
      true,
    );
    expect(query[space.userDimensions]).toBeCloseTo(0.5);
  });

  it('has a Gram matrix that measures squared scores', () => {
    const [block] = blocks;
    const gram = gramMatrix(block.embedding, DIMENSIONS);
    const part = user.subarray(0, DIMENSIONS);
    let squares = 0;
    for (let movie = 0; movie < MOVIES; movie++) {
      let dot = 0;
      for (let i = 0; i < DIMENSIONS; i++) dot += part[i] * block.embedding[movie * DIMENSIONS + i];
      squares += dot * dot;
    }
    expect(bilinear(part, gram, part, DIMENSIONS)).toBeCloseTo(squares, 4);
  });
});
