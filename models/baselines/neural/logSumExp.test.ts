// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  dispose,
  grads,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { onEachBackend } from '../../testing/backends';
import { countDistinct, correctedSoftmax, plainSoftmax } from './inBatch';
import { weightedLogSumExp } from './logSumExp';

const QUERIES = 4;
const CANDIDATES = 6;
const DIMENSIONS = 3;

const random = createRandom(6);
const gaussians = (length: number): Float32Array =>
  Float32Array.from({ length }, () => random.normal());
const inputs = [
  gaussians(QUERIES * DIMENSIONS),
  gaussians(CANDIDATES * DIMENSIONS),
  gaussians(CANDIDATES),
];
const weights = Float32Array.of(1, 2, 0, 5);

function dot(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number {
  let sum = 0;
  for (let d = 0; d < DIMENSIONS; d++) sum += a[i * DIMENSIONS + d] * b[j * DIMENSIONS + d];
  return sum;
}

function naive([queries, candidates, offsets]: readonly ArrayLike<number>[]): number {
  let total = 0;
  for (let q = 0; q < QUERIES; q++) {
    let sum = 0;
    for (let c = 0; c < CANDIDATES; c++)
      sum += Math.exp(dot(queries, q, candidates, c) + offsets[c]);
    total += weights[q] * Math.log(sum);
  }
  return total;
}

const ours = (all: readonly Tensor[]) =>
  weightedLogSumExp(all[0] as Tensor2D, all[1] as Tensor2D, all[2] as Tensor1D, tensor1d(weights));

const tensors = (): Tensor[] => [
  tensor2d(inputs[0], [QUERIES, DIMENSIONS]),
  tensor2d(inputs[1], [CANDIDATES, DIMENSIONS]),
  tensor1d(inputs[2]),
];

onEachBackend('the weighted log-sum-exp', () => {
  it('is what a naive loop adds up', async () => {
    const value = tidy(() => ours(tensors()));
    expect((await value.data())[0]).toBeCloseTo(naive(inputs), 4);
    value.dispose();
  });

  it('has the gradient of finite differences', async () => {
    const slopes = tidy(() => grads((...all: Tensor[]) => ours(all))(tensors()));
    const step = 1e-5;
    for (const [p, slope] of slopes.entries()) {
      const analytic = await slope.data();
      const copies = inputs.map((values) => Float64Array.from(values));
      for (let i = 0; i < copies[p].length; i++) {
        const at = copies[p][i];
        copies[p][i] = at + step;
        const above = naive(copies);
        copies[p][i] = at - step;
        const numeric = (above - naive(copies)) / (2 * step);
        copies[p][i] = at;
        expect(analytic[i]).toBeCloseTo(numeric, 3);
      }
    }
    dispose(slopes);
  });

  it.each([
    { name: 'plain', softmax: plainSoftmax(), logChance: [0, 0, 0, 0] },
    {
      name: 'log-q corrected',
      softmax: correctedSoftmax(Int32Array.of(5, 3, 1, 1)),
      logChance: [0.5, 0.3, 0.1, 0.1].map(Math.log),
    },
  ])('gives the $name in-batch softmax of all pairs, repetitions included', async (example) => {
    const { softmax, logChance } = example;
    const users = Int32Array.of(0, 1, 0, 3, 1, 0);
    const movies = Int32Array.of(2, 2, 0, 1, 0, 3);
    const [userVectors, movieVectors] = inputs;
    let expected = 0;
    users.forEach((user, i) => {
      const logit = (movie: number): number =>
        dot(userVectors, user, movieVectors, movie) - logChance[movie];
      const sum = movies.reduce((total, movie) => total + Math.exp(logit(movie)), 0);
      expected += Math.log(sum) - logit(movies[i]);
    });
    const [distinctUsers, distinctMovies] = [countDistinct(users), countDistinct(movies)];
    const rowsOf = (values: Float32Array, rows: Int32Array): Tensor2D =>
      tensor2d(
        Array.from(rows, (row) =>
          Array.from(values.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)),
        ),
      );
    const normalizer = tidy(() =>
      weightedLogSumExp(
        rowsOf(userVectors, distinctUsers.values),
        rowsOf(movieVectors, distinctMovies.values),
        tensor1d(softmax.offsetsOf(distinctMovies)),
        tensor1d(Float32Array.from(distinctUsers.counts)),
      ),
    );
    const positives = users.reduce(
      (sum, user, i) => sum + dot(userVectors, user, movieVectors, movies[i]),
      0,
    );
    const actual = (await normalizer.data())[0] - positives + softmax.constantOf(movies);
    normalizer.dispose();
    expect(actual).toBeCloseTo(expected, 4);
  });
});
