import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../models/answers';
import { featureSourceOfPack } from '../../models/pack/assemble';
import { parseManifest } from '../../models/pack/manifest';
import { Recommender } from '../../models/recommender';
import { exampleInteractions, largestDifference } from '../../models/testing/examples';
import { EXAMPLE_GENRES, exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import { exampleTrainingSet } from '../../models/testing/trainingSets';
import { contextPriorOf } from '../../models/towers/contextColumns';
import { startWasmBackend } from '../runtime/wasmBackend';
import { addContext } from './addContext';
import { addIndex } from './addIndex';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { writePack } from './writePack';

const MOVIES = 60;
const PEOPLE = 40;
const model = exampleModel({ movies: MOVIES, blocks: [8, 3] });
const rated = exampleRows(1, MOVIES, model);
const tiers = { genreNames: EXAMPLE_GENRES, rated, unrated: exampleRows(1 + MOVIES, 9) };
const sizes = Array.from({ length: PEOPLE }, (_, user) => 6 + (user % 20));
const people = {
  set: {
    ...exampleTrainingSet(exampleInteractions(MOVIES, sizes)),
    users: sizes.map((_, user) => ({
      userId: user,
      gender: user % 3 === 0 ? ('F' as const) : ('M' as const),
      age: null,
      occupation: null,
    })),
    lastRatedAt: Int32Array.from(sizes, (_, user) => 1_500_000_000 + user * 5_000_000),
  },
  movieIds: rated.movieId,
};
const { interactions } = people.set;
const context = contextPriorOf(interactions, people.set, model.blocks, 'latest');
const ANYTHING = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
const nobody: Person = { history: [], vector: null };
const woman: Person = { ...nobody, context: { gender: 'F', age: null, occupation: null } };

let folder = '';
beforeAll(startWasmBackend);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-context-'));
  await writePack(folder, model, tiers, exampleDescription(MOVIES));
});
afterEach(() => rm(folder, { recursive: true }));

it('a pack holds values, weights and columns, the latter in half precision', async () => {
  await addContext(folder, people);
  const { space } = featureSourceOfPack(await readPack(folder));
  expect(space.context?.values.map(({ value }) => value).slice(0, 2)).toEqual(['F', 'M']);
  expect(space.context?.values).toEqual(context?.values);
  expect(space.context?.weight).toEqual(context?.weight);
  expect(
    largestDifference(space.context?.columns ?? [], context?.columns ?? new Float32Array(0)),
  ).toBeLessThan(0.002);
});

it('every visitor gets the latest period, and what they tell besides, in list and explanation', async () => {
  await addContext(folder, people);
  const pack = await readPack(folder);
  const recommender = new Recommender(pack);
  try {
    const scoresFor = async (person: Person): Promise<Map<number, number>> => {
      const list = await recommender.recommend(person, ANYTHING, MOVIES, { stage: 'retrieval' });
      return new Map(list.items.map(({ movieId, score }) => [movieId, score]));
    };
    const [told, untold] = [await scoresFor(woman), await scoresFor(nobody)];
    const { columns, weight } = context ?? { columns: [], weight: { gender: [], period: [] } };
    for (let movie = 0; movie < MOVIES; movie++) {
      const popularity = model.prior.weight[0] * model.prior.popularity[movie];
      const period = popularity + weight.period[0] * columns[2 * MOVIES + movie];
      expect(untold.get(movie + 1)).toBeCloseTo(period, 2);
      expect(told.get(movie + 1)).toBeCloseTo(period + weight.gender[0] * columns[movie], 2);
    }
    const { popularity, score } = await recommender.explain(woman, 5);
    expect(popularity).toBeCloseTo(told.get(5) ?? NaN, 2);
    const ranked = await recommender.recommend(woman, ANYTHING, MOVIES, { stage: 'ranking' });
    expect(ranked.items.find(({ movieId }) => movieId === 5)?.score).toBeCloseTo(score, 3);
  } finally {
    recommender.dispose();
  }
});

it('another context takes the place of the first, and of an index over other dimensions', async () => {
  await addIndex(folder, { interactions, movieIds: rated.movieId });
  const first = await addContext(folder, people);
  expect(first.index).toBeUndefined();
  const untold = { ...people, set: { ...people.set, users: people.set.users.map(() => null) } };
  const second = await addContext(folder, untold);
  expect(second.version).not.toBe(first.version);
  expect(second.context?.values).toHaveLength(1);
  const files = (await readdir(folder)).filter((name) => name !== 'manifest.json');
  expect(files.sort()).toEqual(Object.keys(second.files).sort());
  await expect(readPack(folder)).resolves.toBeDefined();
});

it('people of whom nothing is known give no context', async () => {
  const { interactions: ratings, movies } = people.set;
  const set = { interactions: ratings, movies, users: people.set.users.map(() => null) };
  await expect(addContext(folder, { ...people, set })).rejects.toThrow('neither who');
});

it('a manifest whose columns are not among the tensors is refused', async () => {
  const manifest = await addContext(folder, people);
  const entry = { ...manifest.context, columns: 'elsewhere' };
  expect(() => parseManifest({ ...manifest, context: entry })).toThrow('elsewhere');
});
