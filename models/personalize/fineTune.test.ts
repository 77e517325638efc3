import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import type { Block } from '../towers/block';
import { foldInExactly } from '../towers/closedForm';
import { ridgeOf, targetOf, unobservedWeightOf } from '../towers/foldInLoss';
import { onEachBackend } from '../testing/backends';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { fitUser, quadraticOf, type FitOptions } from './fineTune';

const MOVIES = 300;
const DIMENSIONS = 16;
const block = exampleBlock(MOVIES, DIMENSIONS);

/** The loss of `foldInLoss.ts` written out over every movie: the oracle. */
function naiveLoss(of: Block, history: History, user: ArrayLike<number>): number {
  let loss = 0;
  for (let movie = 0; movie < of.movieCount; movie++) {
    let score = 0;
    for (let i = 0; i < of.dimensions; i++) {
      score += user[i] * of.embedding[movie * of.dimensions + i];
    }
    const at = history.movies.indexOf(movie);
    const rated = at >= 0;
    const target = rated ? targetOf(of.loss, history.halfStars[at]) : 0;
    loss +=
      (rated ? 0.5 : 0.5 * unobservedWeightOf(of.loss, history.movies.length)) *
      (score - target) ** 2;
  }
  const squares = Array.from(user).reduce((sum, value) => sum + value * value, 0);
  return loss + 0.5 * ridgeOf(of.loss, history.movies.length) * squares;
}

function randomVector(seed: number): Float32Array {
  const random = createRandom(seed);
  return new Float32Array(DIMENSIONS).map(() => random.normal());
}

onEachBackend('fine-tuning', () => {
  async function fit(
    history: History,
    start: Float32Array | null,
    options?: FitOptions,
  ): ReturnType<typeof fitUser> {
    const gram = tensor2d(Float32Array.from(block.gram), [DIMENSIONS, DIMENSIONS]);
    try {
      return await fitUser(block, gram, history, start, options);
    } finally {
      gram.dispose();
    }
  }

  it.each([1, 2, 5, 40, 250])('lands on the closed-form solution after %i ratings', async (n) => {
    const history = exampleHistory(MOVIES, n);
    const exact = foldInExactly(block, history);
    for (const start of [null, randomVector(n)]) {
      const result = await fit(history, start);
      expect(result?.relativeResidual).toBeLessThan(1e-5);
      const size = Math.hypot(...exact);
      expect(largestDifference(result?.vector ?? [], exact)).toBeLessThan(2e-5 * (1 + size));
    }
  });

  it('reports the true loss at each step, never rising', async () => {
    const history = exampleHistory(MOVIES, 12);
    const start = randomVector(3);
    const result = await fit(history, start);
    const curve = result?.curve ?? [];
    expect(curve.map(({ step }) => step)).toEqual(curve.map((_, i) => i));
    const initial = naiveLoss(block, history, start);
    const final = naiveLoss(block, history, result?.vector ?? []);
    expect(Math.abs(curve[0].loss - initial) / initial).toBeLessThan(1e-4);
    expect(Math.abs(curve[curve.length - 1].loss - final) / final).toBeLessThan(1e-4);
    for (let i = 1; i < curve.length; i++) {
      expect(curve[i].loss).toBeLessThanOrEqual(curve[i - 1].loss + 1e-4 * Math.abs(initial));
    }
  });

  it('has the gradient that finite differences of the loss give', async () => {
    const history = exampleHistory(MOVIES, 9);
    const user = randomVector(5);
    const gram = tensor2d(Float32Array.from(block.gram), [DIMENSIONS, DIMENSIONS]);
    const { matrix, right } = quadraticOf(block, gram, history);
    const [a, b] = await Promise.all([matrix.data(), right.data()]);
    [gram, matrix, right].forEach((tensor) => tensor.dispose());
    const step = 1e-4;
    for (let i = 0; i < DIMENSIONS; i++) {
      const moved = (by: number): Float64Array =>
        Float64Array.from(user, (value, j) => value + (i === j ? by : 0));
      const numeric =
        (naiveLoss(block, history, moved(step)) - naiveLoss(block, history, moved(-step))) /
        (2 * step);
      let analytic = -b[i];
      for (let j = 0; j < DIMENSIONS; j++) analytic += a[i * DIMENSIONS + j] * user[j];
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-3 * (1 + Math.abs(numeric)));
    }
  });

  it('needs fewer steps from the last embedding than from the origin', async () => {
    const before = exampleHistory(MOVIES, 60);
    const warm = foldInExactly(block, {
      movies: before.movies.subarray(0, 59),
      halfStars: Array.from(before.halfStars).slice(0, 59),
    });
    const cold = await fit(before, null);
    const result = await fit(before, warm);
    const stepsTo = (points: readonly { loss: number }[], level: number): number =>
      points.findIndex(({ loss }) => loss <= level);
    const best = cold?.curve[cold.curve.length - 1].loss ?? 0;
    const level = best + 1e-3;
    expect(stepsTo(result?.curve ?? [], level)).toBeLessThan(stepsTo(cold?.curve ?? [], level));
  });

  it('stops when it is cancelled, and gives nothing', async () => {
    const seen: number[] = [];
    const result = await fit(exampleHistory(MOVIES, 30), randomVector(9), {
      onPoints: (points) => seen.push(points.length),
      isCancelled: () => true,
    });
    expect(result).toBeNull();
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['is spoilt', new Float32Array(DIMENSIONS).fill(NaN)],
    ['belongs to another pack', new Float32Array(DIMENSIONS + 1).fill(1)],
  ])('starts at the origin when the warm start %s', async (_, start) => {
    const history = exampleHistory(MOVIES, 20);
    const result = await fit(history, start);
    expect(result?.vector).toEqual((await fit(history, null))?.vector);
    expect(largestDifference(result?.vector ?? [], foldInExactly(block, history))).toBeLessThan(
      1e-4,
    );
  });

  it('gives the zero vector, the minimum, when all ratings are half a star', async () => {
    const history = { movies: Int32Array.of(4, 9), halfStars: [1, 1] };
    const result = await fit(history, randomVector(2));
    expect(foldInExactly(block, history)).toEqual(new Float32Array(DIMENSIONS));
    expect(result).toEqual({
      vector: new Float32Array(DIMENSIONS),
      curve: [],
      relativeResidual: 0,
    });
  });

  it('gives the zero vector for an empty history', async () => {
    const result = await fit({ movies: new Int32Array(0), halfStars: [] }, null);
    expect(result?.vector).toEqual(new Float32Array(DIMENSIONS));
  });
});
