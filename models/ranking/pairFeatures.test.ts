import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { exampleHistory, largestDifference } from '../testing/examples';
import { eliminate } from '../testing/elimination';
import { exampleModel } from '../testing/models';
import { createBlock } from '../towers/block';
import { foldInAll } from '../towers/closedForm';
import { createSpace, queryOf } from '../towers/space';
import { featureSourceOf } from '../training/trainedModel';
import { PAIR_FEATURES, prepareUser, writeFeatures, type FeatureSource } from './pairFeatures';

const MOVIES = 60;
const DIMENSIONS = 5;
const source = featureSourceOf(exampleModel({ movies: MOVIES, blocks: [DIMENSIONS] }));
const history = exampleHistory(MOVIES, 12);

function featuresOf(from: FeatureSource, given: History, movie: number): number[] {
  const user = prepareUser(from, foldInAll(from.space, given), given);
  const out = new Float32Array(PAIR_FEATURES);
  const baseline = writeFeatures(from, user, movie, out, 0);
  return [...out, baseline];
}

const rowOf = (movie: number): number[] =>
  Array.from(source.space.blocks[0].embedding.slice(movie * DIMENSIONS, (movie + 1) * DIMENSIONS));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

/** The taste of `ratingTaste.ts` from its normal equations, by elimination. */
function naiveTaste(given: History, personal: number): number[] {
  const ridge = 2;
  const units = Array.from(given.movies, (movie) => {
    const row = rowOf(movie);
    return row.map((x) => x / Math.sqrt(dot(row, row)));
  });
  const deviations = Array.from(
    given.movies,
    (movie, h) =>
      given.halfStars[h] / 2 - source.bias.mean - personal - source.bias.movieBias[movie],
  );
  const matrix = Array.from({ length: DIMENSIONS }, (_, i) =>
    Array.from(
      { length: DIMENSIONS },
      (_unused, j) =>
        units.reduce((sum, unit) => sum + unit[i] * unit[j], 0) + (i === j ? ridge : 0),
    ),
  );
  const right = Array.from({ length: DIMENSIONS }, (_, i) =>
    units.reduce((sum, unit, h) => sum + unit[i] * deviations[h], 0),
  );
  return eliminate(matrix, right);
}

describe('the features of a pair', () => {
  it('are what their definitions say', () => {
    const user = foldInAll(source.space, history);
    const { mean, movieBias, userShrinkage } = source.bias;
    const deviations = Array.from(
      history.movies,
      (movie, h) => history.halfStars[h] / 2 - mean - movieBias[movie],
    );
    const personal = deviations.reduce((a, b) => a + b) / (12 + userShrinkage);
    const taste = naiveTaste(history, personal);
    const query = Array.from(queryOf(source.space, user, 12)).slice(0, DIMENSIONS);
    for (const movie of [0, 7, 59]) {
      const row = rowOf(movie);
      const norm = Math.sqrt(dot(row, row));
      const liking = dot(taste, row) / norm;
      const expected = [
        dot([...user], row) / norm / Math.sqrt(dot([...user], [...user])),
        dot(query, row),
        liking,
        movieBias[movie],
        personal,
        Math.log1p(source.ratingCount[movie]) / 5,
        Math.log1p(12) / 5,
        mean + personal + movieBias[movie] + liking,
      ];
      expect(largestDifference(featuresOf(source, history, movie), expected)).toBeLessThan(1e-5);
    }
  });

  it('do not change when the embedding space is rotated', () => {
    const [block] = source.space.blocks;
    const rotated = block.embedding.slice();
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    for (let movie = 0; movie < MOVIES; movie++) {
      const [a, b] = [movie * DIMENSIONS, movie * DIMENSIONS + 3];
      rotated[a] = cos * block.embedding[a] - sin * block.embedding[b];
      rotated[b] = sin * block.embedding[a] + cos * block.embedding[b];
    }
    const turned: FeatureSource = {
      ...source,
      space: createSpace(
        [createBlock('turned', 1, block.loss, rotated, DIMENSIONS)],
        source.space.prior,
      ),
    };
    for (const movie of [2, 30]) {
      const difference = largestDifference(
        featuresOf(turned, history, movie),
        featuresOf(source, history, movie),
      );
      expect(difference).toBeLessThan(1e-5);
    }
  });

  it('are finite for somebody without ratings and for a movie without an embedding', () => {
    const [block] = source.space.blocks;
    const embedding = block.embedding.slice();
    embedding.fill(0, 0, DIMENSIONS);
    const space = createSpace(
      [createBlock('null', 1, block.loss, embedding, DIMENSIONS)],
      source.space.prior,
    );
    const nobody: History = { movies: new Int32Array(0), halfStars: [] };
    for (const given of [nobody, history, { movies: Int32Array.of(0), halfStars: [9] }]) {
      for (const movie of [0, 1]) {
        expect(featuresOf({ ...source, space }, given, movie).every(Number.isFinite)).toBe(true);
      }
    }
    expect(featuresOf(source, nobody, 5)).toEqual([
      0,
      0,
      0,
      source.bias.movieBias[5],
      0,
      expect.closeTo(Math.log1p(source.ratingCount[5]) / 5, 6),
      0,
      expect.closeTo(source.bias.mean + source.bias.movieBias[5], 6),
    ]);
  });

  it('are written where they are asked for', () => {
    const user = prepareUser(source, foldInAll(source.space, history), history);
    const out = new Float32Array(PAIR_FEATURES + 4).fill(-9);
    writeFeatures(source, user, 3, out, 2);
    expect([out[0], out[1], ...out.slice(-2)]).toEqual([-9, -9, -9, -9]);
    expect(out.subarray(2, 2 + PAIR_FEATURES).includes(-9)).toBe(false);
  });
});
