import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interactions } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { PAIR_FEATURES } from '../ranking/pairFeatures';
import { exampleHistory, exampleInteractions } from '../testing/examples';
import { exampleModel } from '../testing/models';
import { cutHistory, joinExamples, pairExamples } from './starRankerTraining';
import { featureSourceOf } from './trainedModel';

const MOVIES = 60;
const source = featureSourceOf(exampleModel({ movies: MOVIES, blocks: [5] }));
const SEED = 3;

describe('the cut of a history', () => {
  it('never predicts what was given, and gives ratings in movie order', () => {
    const size = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 10_000 }), (n, seed) => {
        const history = exampleHistory(1000, n, seed);
        const { given, targets } = cutHistory(history, createRandom(seed));
        const rest = new Set(history.movies);
        for (const movie of [...given.movies, ...targets.movies]) {
          expect(rest.delete(movie)).toBe(true);
        }
        expect(given.movies).toEqual(given.movies.toSorted());
        expect(given.movies.length).toBeLessThanOrEqual(0.8 * n);
        expect(targets.movies).toHaveLength(Math.min(48, n - given.movies.length));
        for (const part of [given, targets]) {
          part.movies.forEach((movie, i) => {
            const at = history.movies.indexOf(movie);
            expect(part.halfStars[i]).toBe(history.halfStars[at]);
          });
        }
      }),
    );
  });

  it('gives a third of the people most of their history and others few ratings or none', () => {
    const history = exampleHistory(1000, 200);
    const random = createRandom(1);
    const sizes = Array.from(
      { length: 2000 },
      () => cutHistory(history, random).given.movies.length,
    );
    const share = (of: (size: number) => boolean): number => sizes.filter(of).length / sizes.length;
    expect(share((size) => size === 160)).toBeGreaterThan(0.3);
    expect(share((size) => size === 160)).toBeLessThan(0.5);
    expect(share((size) => size <= 1)).toBeGreaterThan(0.05);
    expect(share((size) => size > 1 && size < 20)).toBeGreaterThan(0.15);
  });
});

describe('the examples of a pass', () => {
  const interactions = exampleInteractions(MOVIES, [20, 1, 0, 35]);
  const examplesOf = (from: Interactions) => pairExamples(source, from, createRandom(SEED));

  it('have a row for each target of each person, and the same ones for the same seed', () => {
    const examples = examplesOf(interactions);
    expect(examples.rows).toBeGreaterThan(20);
    expect(examples.features).toHaveLength(examples.rows * PAIR_FEATURES);
    expect(examples.residuals).toHaveLength(examples.rows);
    expect(examplesOf(interactions)).toEqual(examples);
    expect(pairExamples(source, interactions, createRandom(SEED + 1))).not.toEqual(examples);
  });

  it('do not know the rating that they predict: only the residual moves with it', () => {
    // The first person's first target comes first.
    const history = exampleHistory(MOVIES, 20, 10);
    const { targets } = cutHistory(history, createRandom(SEED));
    const cell = interactions.movies.subarray(0, 20).indexOf(targets.movies[0]);
    const withRating = (halfStars: number): Interactions => ({
      ...interactions,
      halfStars: interactions.halfStars.with(cell, halfStars),
    });
    const low = examplesOf(withRating(1));
    const high = examplesOf(withRating(10));
    expect(high.features).toEqual(low.features);
    expect(high.residuals[0] - low.residuals[0]).toBeCloseTo(4.5, 5);
    expect(high.residuals.subarray(1)).toEqual(low.residuals.subarray(1));
  });

  it('know the ratings that are given', () => {
    const history = exampleHistory(MOVIES, 20, 10);
    const { given } = cutHistory(history, createRandom(SEED));
    expect(given.movies.length).toBeGreaterThan(0);
    const cell = interactions.movies.subarray(0, 20).indexOf(given.movies[0]);
    const changed = interactions.halfStars[cell] === 10 ? 1 : 10;
    const other = { ...interactions, halfStars: interactions.halfStars.with(cell, changed) };
    expect(examplesOf(other).features).not.toEqual(examplesOf(interactions).features);
  });

  it('of several sources are joined in order', () => {
    const one = examplesOf(interactions);
    const two = pairExamples(source, interactions, createRandom(8));
    const joined = joinExamples([one, two]);
    expect(joined.rows).toBe(one.rows + two.rows);
    expect([...joined.features]).toEqual([...one.features, ...two.features]);
    expect([...joined.residuals]).toEqual([...one.residuals, ...two.residuals]);
  });
});
