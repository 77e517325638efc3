import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SystemRecipe } from '../../models/baselines/system';
import { featureNames } from '../../models/ranking/featureNames';
import { exampleBlock } from '../../models/testing/examples';
import { dealFolds } from './folds';
import { FRONTIER_SETTINGS } from './frontier';
import { StateCache } from './stateCache';
import { studyDials, studyInputs } from './studies';
import { exampleEntry, exampleRecipe, exampleSet } from './testing/examples';

/** Groups of features: retrieval, stars, similar, together, genres, period, popularity, person. */
const GROUPS = 8;

const MOVIES = 150;
const [fold] = dealFolds(
  exampleSet(
    MOVIES,
    Array.from({ length: 20 }, () => 40),
  ),
  2,
  1,
);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-studies-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Its candidates are all movies, and it ranks them by their number. */
function staged(recipe: SystemRecipe): SystemRecipe {
  return {
    ...recipe,
    open: async (...request) => ({
      ...(await recipe.open(...request)),
      secondStage: {
        genreNames: [],
        crossWeights: { features: ['only'], norms: [[1]] },
        space: { blocks: [exampleBlock(MOVIES, 4)], userDimensions: 4 },
        candidates: (_history, isAllowed) => {
          const movies = Int32Array.from({ length: MOVIES }, (_, movie) => movie).filter(isAllowed);
          const features = new Float32Array(movies.length * featureNames([]).length);
          const ranked = Array.from(movies, (movie) => ({ movie, score: -movie }));
          return Promise.resolve({ movies, features, rankedBy: () => Promise.resolve(ranked) });
        },
      },
    }),
  };
}

it('asks the systems with a ranking stage, once, and leaves the others alone', async () => {
  const plain = exampleRecipe('plain', (movie) => movie);
  let trainings = 0;
  const ranking: SystemRecipe = {
    ...staged(exampleRecipe('ranking', (movie) => movie)),
    train: () => Promise.resolve({ trained: Int32Array.of(++trainings) }),
  };
  const systems = {
    plain: exampleEntry(plain),
    ranking: { ...exampleEntry(ranking), hasSecondStage: true as const },
  };
  const { signal } = new AbortController();
  const options = { systems, cache: new StateCache(folder), seed: 1, signal };
  const run = async () => ({
    ...(await studyInputs(fold, options)),
    ...(await studyDials(fold, options)),
  });
  const first = await run();
  expect([plain.trainings, trainings]).toEqual([0, 1]);
  expect(first.importance).toHaveLength(2 * (1 + GROUPS + featureNames([]).length));
  expect(first.crossWeights).toEqual([{ system: 'ranking', features: ['only'], norms: [[1]] }]);
  expect(first.frontier?.map(({ setting }) => setting)).toEqual(
    FRONTIER_SETTINGS.map(({ label }) => label),
  );
  expect(await run()).toEqual(first);
  expect(trainings).toBe(1);
});

it('say nothing where no system has a ranking stage', async () => {
  const { signal } = new AbortController();
  const systems = { plain: exampleEntry(exampleRecipe('plain', (movie) => movie)) };
  const options = { systems, cache: new StateCache(folder), seed: 1, signal };
  expect(await studyInputs(fold, options)).toEqual({});
  expect(await studyDials(fold, options)).toEqual({});
});
