import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { likeCounts } from '../baselines/popularity';
import { exampleInteractions } from '../testing/examples';
import { createBlock } from '../towers/block';
import { CURVE_RATINGS } from '../towers/curve';
import { createSpace, standardized } from '../towers/space';
import { configFor } from './config';
import { fitCurves, fitThroughFoldIn } from './throughFoldInFit';
import { meanOverGiven, setAside } from './throughFoldInValidation';

const MOVIES = 140;
const PEOPLE = 60;
const RATED = 40;
const TASTES = 4;

/** Each person likes a quarter of the movies and nothing else. */
const base = exampleInteractions(
  MOVIES,
  Array.from({ length: PEOPLE }, () => RATED),
);
const interactions = {
  ...base,
  halfStars: base.halfStars.map((_, cell) =>
    base.movies[cell] % TASTES === Math.floor(cell / RATED) % TASTES ? 10 : 3,
  ),
};

const SEED = 4;
const config = { ...configFor(MOVIES, SEED), alternations: 2 };
const settings = {
  dimensions: 6,
  epochs: 4,
  batch: 10,
  embeddingRate: 0.05,
  curveRate: 0.05,
  curves: 'all',
  positives: 'held-out',
} as const;

describe('the block trained through the fold-in', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('finds what people like that it has not seen, better than its start', async () => {
    const tensors = memory().numTensors;
    const details: string[] = [];
    const block = await fitThroughFoldIn(
      interactions,
      config,
      SEED,
      (_, __, detail) => details.push(detail),
      { settings },
    );
    expect(memory().numTensors).toBe(tensors);
    expect(block.embedding).toHaveLength(MOVIES * block.dimensions);
    const reached = details
      .flatMap((detail) => /NDCG@100 (.*)/.exec(detail)?.[1] ?? [])
      .map(Number);
    expect(reached.length).toBeGreaterThan(1);
    const { people } = setAside(interactions, SEED + 1);
    const space = createSpace(
      [createBlock('block', 1, block.loss, block.embedding, block.dimensions)],
      {
        weight: block.prior,
        popularity: standardized(likeCounts(setAside(interactions, SEED + 1).training)),
      },
    );
    expect(await meanOverGiven(space, people)).toBeGreaterThanOrEqual(Math.max(...reached) - 1e-3);
  });

  it('gives the same bytes for the same seed', async () => {
    const short = { settings: { ...settings, epochs: 1 } };
    const fit = (): ReturnType<typeof fitThroughFoldIn> =>
      fitThroughFoldIn(interactions, config, SEED, undefined, short);
    expect(await fit()).toEqual(await fit());
  });
});

describe('the people set aside', () => {
  it('are a tenth, and nobody else is missing from the training', () => {
    const { training, people } = setAside(interactions, 1);
    expect(people).toHaveLength(PEOPLE / 10);
    expect(training.userCount).toBe(PEOPLE - PEOPLE / 10);
    const left = people.reduce(
      (sum, { pool, heldOut }) => sum + pool.movies.length + heldOut.movies.length,
      0,
    );
    expect(training.movies.length + left).toBe(interactions.movies.length);
  });
});

describe('the curves of graded iALS', () => {
  it('are learned anew, and can be read back at every knot', async () => {
    const tensors = memory().numTensors;
    const fitted = await fitCurves(interactions, { ...config, dimensions: 6 }, SEED, { settings });
    expect(memory().numTensors).toBe(tensors);
    for (const curve of [fitted.foldIn.unobservedWeight, fitted.foldIn.ridge]) {
      expect(curve).toHaveLength(CURVE_RATINGS.length);
      expect(curve.every((value) => value > 0)).toBe(true);
    }
    expect(fitted.foldIn.ridge).not.toEqual(config.foldIn.ridge);
    expect(fitted.prior.weight).not.toEqual(config.prior.weight);
  });
});
