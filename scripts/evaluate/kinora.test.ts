import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { historyOf } from '../../models/dataset/interactions';
import { prepareUser } from '../../models/ranking/pairFeatures';
import { Ranker } from '../../models/ranking/ranker';
import { foldInAll } from '../../models/towers/closedForm';
import { solveHere } from '../../models/training/alternate';
import { configFor } from '../../models/training/config';
import { rankingSystem, retrievalSystem } from '../../models/training/systems';
import { featureSourceOf } from '../../models/training/trainedModel';
import { startWasmBackend } from '../runtime/wasmBackend';
import { fitModel } from '../train/fitModel';
import { kinoraRecipe } from './kinora';
import { StateCache } from './stateCache';
import { exampleSet } from './testing/examples';
import { listsOf } from './tuned';

const MOVIES = 90;

/** Small, so that it trains in a moment; the rating block reads 48 axes of the embeddings. */
const tinyConfig = (movies: number, seed: number) => {
  const config = configFor(movies, seed);
  const ranker = { ...config.ranker, epochs: 1 };
  return { ...config, dimensions: 48, alternations: 1, crossFitAlternations: 1, ranker };
};

it('answers from the cache as the model that npm run train would make', async () => {
  await startWasmBackend();
  const tensors = memory().numTensors;
  const folder = await mkdtemp(join(tmpdir(), 'kinora-system-'));
  const set = exampleSet(
    MOVIES,
    Array.from({ length: 30 }, (_, user) => 5 + user),
  );
  // The example's movies have the genres of the lowest bits of their number plus one, in this order:
  // Drama, Comedy, War. By name, Comedy comes first.
  const facts = {
    genres: Int32Array.from(set.movies, (_, movie) => {
      const [drama, comedy, war] = [0, 1, 2].map((bit) => ((movie + 1) >> bit) & 1);
      return comedy + 2 * drama + 4 * war;
    }),
    genreCount: 3,
    year: Int16Array.from(set.movies, ({ year }) => year ?? 0),
  };
  const { model } = await fitModel(set.interactions, {
    config: tinyConfig(MOVIES, 5),
    movies: set.movies,
    genreNames: ['Comedy', 'Drama', 'War'],
    solve: solveHere,
    checkpointFolder: folder,
  });
  const cache = new StateCache(folder);
  const recipe = kinoraRecipe('ranking', { threads: 1, configOf: tinyConfig });
  await cache.save('model', await recipe.train(set, { seed: 5 }));
  const state = (await cache.load('model')) ?? {};
  await rm(folder, { recursive: true });

  const source = featureSourceOf(model, facts);
  const ranker = new Ranker(source, model.ranker);
  const ranked = await recipe.open(state, set);
  const retrieved = await kinoraRecipe('retrieval', { threads: 1, configOf: tinyConfig }).open(
    state,
    set,
  );
  const pairs = [
    { mine: listsOf('ranked', ranked), oracle: rankingSystem('oracle', source, ranker) },
    { mine: listsOf('retrieved', retrieved), oracle: retrievalSystem('oracle', source.space) },
  ];
  const stage = ranked.secondStage;
  for (const user of [0, 10, 29]) {
    const history = historyOf(set.interactions, user);
    const request = [history, 20, (movie: number) => movie % 3 !== 0] as const;
    for (const { mine, oracle } of pairs) {
      expect(Array.from(await mine.recommend(...request))).toEqual(
        Array.from(await oracle.recommend(...request)),
      );
    }
    // The stage laid open gives the list that a person sees.
    const candidates = await stage?.candidates(history, request[2]);
    const order = await candidates?.rankedBy(candidates.features);
    expect(order?.slice(0, 20).map(({ movie }) => movie)).toEqual(
      Array.from(await listsOf('ranked', ranked).recommend(...request)),
    );
    const prepared = prepareUser(source, foldInAll(source.space, history), history);
    const movies = Int32Array.of(1, 50, 89);
    const { stars, variance } = await ranker.rank(prepared, movies);
    expect(await ranked.predictStars?.(history, movies)).toEqual(stars);
    expect(await ranked.predictStarsVariance?.(history, movies)).toEqual(variance);
  }
  expect(retrieved.predictStars).toBeUndefined();
  expect(retrieved.secondStage).toBeUndefined();
  const squares = stage?.crossWeights.norms.flat().reduce((sum, norm) => sum + norm ** 2, 0);
  const [{ kernel }] = model.ranker.cross;
  expect(squares).toBeCloseTo(
    kernel.reduce((sum, weight) => sum + weight ** 2, 0),
    5,
  );
  for (const held of [ranked, retrieved, ranker]) held.dispose();
  expect(memory().numTensors).toBe(tensors);
});
