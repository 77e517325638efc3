import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { onEachBackend } from '../testing/backends';
import { eliminate } from '../testing/elimination';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { curveAt, curveOf } from '../towers/curve';
import { createSpace, standardized, type TwoTowerSpace } from '../towers/space';
import type { CutHistory } from './cutHistory';
import { curveArrays, curvesOf, type SpaceCurves } from './throughFoldInCurves';
import { batchGradient } from './throughFoldInGradient';
import { solveTower } from './throughFoldInSolve';

const MOVIES = 20;
const POPULARITY = standardized(Array.from({ length: MOVIES }, (_, movie) => (movie * 7) % 11));
const NEUTRAL = 6;
const HALF_STARS_FROM_NEUTRAL_TO_BEST = 4;

/** Two blocks, so that their weights count too. */
const SPACE = createSpace(
  [
    { ...exampleBlock(MOVIES, 4, 1), name: 'learned' },
    { ...exampleBlock(MOVIES, 3, 2), name: 'fixed', weight: 0.7 },
  ],
  { weight: curveOf((n) => 0.4 / (1 + n / 3)), popularity: POPULARITY },
);

const EXAMPLES: readonly CutHistory[] = [0, 1, 2, 7, 12].map((ratings, seed) => {
  const history = exampleHistory(MOVIES, ratings + 6, seed);
  const part = (from: number, to?: number): History => ({
    movies: history.movies.slice(from, to),
    halfStars: Array.from(history.halfStars).slice(from, to),
  });
  const known = history.movies.slice(0, ratings + 2);
  const rest = part(ratings + 2);
  return { given: part(0, ratings), known, rest, relevant: rest.movies };
});

/** The score of every movie by the definitions, in doubles and by elimination. */
function naiveScores(space: TwoTowerSpace, curves: SpaceCurves, example: CutHistory): number[] {
  const { given } = example;
  const n = given.movies.length;
  const exponential = (logs: Float64Array): number => curveAt(Array.from(logs, Math.exp), n);
  const scores = Array.from(
    POPULARITY,
    (popularity) => curveAt(Array.from(curves.prior), n) * popularity,
  );
  space.blocks.forEach(({ embedding, dimensions, loss }, b) => {
    if (n === 0) return;
    const tower = curves.towers[b];
    const alpha = exponential(tower.logUnobserved);
    const rows = POPULARITY.map((_, movie) => movie);
    const row = (movie: number): number[] =>
      Array.from(embedding.subarray(movie * dimensions, (movie + 1) * dimensions));
    const axes = Array.from({ length: dimensions }, (_, i) => i);
    const matrix = axes.map((i) => axes.map((j) => (i === j ? exponential(tower.logRidge) : 0)));
    const right = axes.map(() => 0);
    for (const movie of rows) {
      const at = given.movies.indexOf(movie);
      const v = row(movie);
      const deviation = (given.halfStars[at] - NEUTRAL) / HALF_STARS_FROM_NEUTRAL_TO_BEST;
      const target = loss.targetCentre + tower.targetSlope[0] * deviation;
      for (const i of axes) {
        for (const j of axes) matrix[i][j] += (at >= 0 ? 1 : alpha) * v[i] * v[j];
        if (at >= 0) right[i] += target * v[i];
      }
    }
    const user = eliminate(matrix, right);
    const products = Array.from(rows, (movie) =>
      row(movie).reduce((s, x, i) => s + x * user[i], 0),
    );
    const mean = products.reduce((a, x) => a + x) / MOVIES;
    const deviation = Math.sqrt(products.reduce((a, x) => a + (x - mean) ** 2, 0) / MOVIES);
    const weight = Math.exp(tower.logWeight[0]);
    products.forEach((x, movie) => (scores[movie] += (weight * x) / deviation));
  });
  return scores.map((score) => exponential(curves.logGain) * score);
}

function naiveLoss(space: TwoTowerSpace, curves: SpaceCurves): number {
  let total = 0;
  for (const example of EXAMPLES) {
    const scores = naiveScores(space, curves, example);
    const open = scores.filter((_, movie) => !example.known.includes(movie));
    const normalizer = Math.log(open.reduce((sum, score) => sum + Math.exp(score), 0));
    for (const movie of example.relevant) {
      total += (normalizer - scores[movie]) / example.relevant.length / EXAMPLES.length;
    }
  }
  return total;
}

/** Central difference by one element of an array. */
function difference(values: Float32Array | Float64Array, at: number, loss: () => number): number {
  const before = values[at];
  // A power of two, so that a change of a float32 is exact.
  const step = 2 ** -10;
  values[at] = before + step;
  const [up, above] = [values[at], loss()];
  values[at] = before - step;
  const [down, below] = [values[at], loss()];
  values[at] = before;
  return (above - below) / (up - down);
}

const learnsFirst = (block: number): boolean => block === 0;

onEachBackend('the gradient through the fold-in', () => {
  const curves = curvesOf(SPACE);
  curves.logGain.forEach((_, knot) => (curves.logGain[knot] = 0.2 - 0.1 * knot));

  it('has the loss that elimination and a loop over all movies give', async () => {
    const { loss } = await batchGradient(SPACE, curves, EXAMPLES, learnsFirst);
    expect(loss).toBeCloseTo(naiveLoss(SPACE, curves), 5);
  });

  it('is the slope of that loss by every curve', async () => {
    const gradient = await batchGradient(SPACE, curves, EXAMPLES, learnsFirst);
    const slopes = curveArrays(gradient.curves);
    curveArrays(curves).forEach((values, a) => {
      // The first block keeps its weight.
      if (values === curves.towers[0].logWeight) return;
      const expected = values.map((_, i) => difference(values, i, () => naiveLoss(SPACE, curves)));
      expect(largestDifference(slopes[a], expected), `array ${a}`).toBeLessThan(2e-5);
    });
    expect(gradient.curves.towers[0].logWeight[0]).toBe(0);
  });

  it('is the slope of that loss by every number of the embeddings that are learned', async () => {
    const { embeddings } = await batchGradient(SPACE, curves, EXAMPLES, learnsFirst);
    const { embedding } = SPACE.blocks[0];
    const expected = embedding.map((_, i) =>
      difference(embedding, i, () => naiveLoss(SPACE, curves)),
    );
    expect(largestDifference(expected, new Float32Array(expected.length))).toBeGreaterThan(0.01);
    expect(largestDifference(embeddings[0] ?? [], expected)).toBeLessThan(2e-5);
    expect(embeddings[1]).toBeNull();
  });

  it('does not change for somebody who likes nothing that could be found', async () => {
    const nobody = { ...EXAMPLES[2], relevant: new Int32Array() };
    const { loss, embeddings } = await batchGradient(SPACE, curves, [nobody], learnsFirst);
    expect(loss).toBe(0);
    expect(embeddings[0]?.every((value) => value === 0)).toBe(true);
  });
});

describe('the user tower on its way forwards', () => {
  it('solves what elimination solves, and nobody is at the origin', () => {
    const [block] = SPACE.blocks;
    const history = exampleHistory(MOVIES, 9);
    const { dimensions, embedding, loss } = block;
    const alpha = curveAt(loss.unobservedWeight, 9);
    const axes = Array.from({ length: dimensions }, (_, i) => i);
    const cell = (i: number, j: number): number => {
      let sum = i === j ? curveAt(loss.ridge, 9) : 0;
      for (let movie = 0; movie < MOVIES; movie++) {
        const weight = history.movies.includes(movie) ? 1 : alpha;
        sum += weight * embedding[movie * dimensions + i] * embedding[movie * dimensions + j];
      }
      return sum;
    };
    const right = axes.map((i) =>
      Array.from(history.movies).reduce((sum, movie, h) => {
        const deviation = (history.halfStars[h] - NEUTRAL) / HALF_STARS_FROM_NEUTRAL_TO_BEST;
        const target = loss.targetCentre + loss.targetSlope * deviation;
        return sum + target * embedding[movie * dimensions + i];
      }, 0),
    );
    const expected = eliminate(
      axes.map((i) => axes.map((j) => cell(i, j))),
      right,
    );
    expect(largestDifference(solveTower(block, history).user, expected)).toBeLessThan(1e-9);
    const nobody = { movies: new Int32Array(), halfStars: [] };
    expect(solveTower(block, nobody).user.every((value) => value === 0)).toBe(true);
  });
});
