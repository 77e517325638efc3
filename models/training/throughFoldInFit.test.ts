import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { likeCounts } from '../dataset/counts';
import { historyOf, selectUsers } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { meanNdcg100 } from '../metrics/foldInEvaluation';
import { splitPerson } from '../metrics/foldInProtocol';
import { exampleInteractions } from '../testing/examples';
import { createBlock } from '../towers/block';
import { CURVE_RATINGS } from '../towers/curve';
import { createSpace, standardized } from '../towers/space';
import { configFor } from './config';
import { retrievalSystem } from './systems';
import { fitCurves, fitThroughFoldIn } from './throughFoldInFit';

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

const everybody = Int32Array.from({ length: PEOPLE }, (_, person) => person);
const GIVEN = 5;
const SEED = 4;
const config = { ...configFor(MOVIES, SEED), alternations: 2 };
const settings = {
  epochs: 4,
  batch: 10,
  embeddingRate: 0.05,
  curveRate: 0.05,
};
const DIMENSIONS = 6;

describe('the block trained through the fold-in', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('finds what people it has not seen like, as its start does not', async () => {
    const tensors = memory().numTensors;
    const [seen, unseen] = [0, 1].map((part) =>
      selectUsers(
        interactions,
        everybody.filter((person) => (person % 5 === 0 ? 1 : 0) === part),
      ),
    );
    const popularity = standardized(likeCounts(seen));
    const quality = async (epochs: number): Promise<number> => {
      const { embedding, dimensions, loss, prior } = await fitThroughFoldIn(
        seen,
        { ...config, alternations: 1 },
        SEED,
        { settings: { ...settings, epochs }, dimensions: DIMENSIONS },
      );
      expect(embedding).toHaveLength(MOVIES * DIMENSIONS);
      const block = createBlock('block', 1, loss, embedding, dimensions);
      const system = retrievalSystem('block', createSpace([block], { weight: prior, popularity }));
      const random = createRandom(SEED);
      const people = Array.from({ length: unseen.userCount }, (_, person) =>
        splitPerson(historyOf(unseen, person), random),
      );
      return meanNdcg100(system, people, GIVEN);
    };
    expect(await quality(8)).toBeGreaterThan((await quality(0)) + 0.02);
    expect(memory().numTensors).toBe(tensors);
  });

  it('gives the same bytes for the same seed', async () => {
    const short = { settings: { ...settings, epochs: 1 }, dimensions: DIMENSIONS };
    const fit = (): ReturnType<typeof fitThroughFoldIn> =>
      fitThroughFoldIn(interactions, config, SEED, short);
    expect(await fit()).toEqual(await fit());
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
