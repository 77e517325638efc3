import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ialsRecipe } from '../../models/baselines/ials';
import { popularityRecipe } from '../../models/baselines/popularity';
import { alternativeOf, alternativeTable } from '../../models/pack/alternatives';
import { filesOfTier } from '../../models/pack/load';
import type { Manifest } from '../../models/pack/manifest';
import { searchTable } from '../../models/retrieval/searchTable';
import { selectTopK } from '../../models/retrieval/topK';
import { exampleHistory, exampleInteractions } from '../../models/testing/examples';
import { EXAMPLE_GENRES, exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import { exampleTrainingSet } from '../../models/testing/trainingSets';
import { tunedRecipe } from '../evaluate/tuned';
import { addAlternatives } from './addAlternatives';
import type { Alternative } from './alternatives';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { writePack } from './writePack';

const MOVIES = 80;
const K = 10;
const model = exampleModel({ movies: MOVIES, blocks: [8] });
const rated = exampleRows(1, MOVIES, model);
const tiers = { genreNames: EXAMPLE_GENRES, rated, unrated: exampleRows(1 + MOVIES, 5) };
const sizes = Array.from({ length: 50 }, (_, user) => 6 + (user % 20));
const people = {
  set: exampleTrainingSet(exampleInteractions(MOVIES, sizes)),
  movieIds: rated.movieId,
};
const [weak, strong] = [0.005, 0.05].map((regularization) =>
  ialsRecipe({
    dimensions: 6,
    alternations: 3,
    unobservedWeight: 0.2,
    regularization,
    priorBoost: 3,
    priorHalfLife: 10,
    popularityWeight: 0.5,
    popularityHalfLife: 3,
  }),
);
const IALS: Alternative = { title: 'iALS', kind: 'ials', recipe: tunedRecipe([weak, strong]) };
const POPULARITY: Alternative = {
  title: 'Popularity',
  kind: 'popularity',
  recipe: popularityRecipe,
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-alternatives-'));
  await writePack(folder, model, tiers, exampleDescription(MOVIES));
});
afterEach(() => rm(folder, { recursive: true }));

async function openPacked(manifest: Manifest, name: string) {
  const entry = alternativeOf(manifest, name);
  if (entry === null) throw new Error(`The pack has no ${name}.`);
  const bytes = await readFile(join(folder, entry.file));
  return alternativeTable(manifest, entry, new Map([[entry.file, bytes]]));
}

describe('a pack with other systems', () => {
  it('gives the lists that the evaluation gives', async () => {
    const manifest = await addAlternatives(folder, { ials: IALS, popularity: POPULARITY }, people);
    const history = exampleHistory(MOVIES, 8, 5);
    const everything = new Uint8Array(MOVIES).fill(1);
    for (const [name, { recipe }] of Object.entries({ ials: IALS, popularity: POPULARITY })) {
      const evaluated = await recipe.open(
        await recipe.train(people.set, { seed: manifest.seed }),
        people.set,
      );
      const scores = await evaluated.scores(history);
      const expected = selectTopK(scores, K, () => true);
      const found = searchTable(await openPacked(manifest, name), history, K, everything);
      // Quantised rows may swap neighbours; the scores at each rank are those of the evaluation.
      const spread = Math.max(...scores) - Math.min(...scores);
      found.positions.forEach((movie, rank) => {
        expect(Math.abs(scores[movie] - expected.scores[rank])).toBeLessThan(0.02 * spread);
      });
    }
  });

  it('stores the settings that were chosen on validation people', async () => {
    const manifest = await addAlternatives(folder, { ials: IALS }, people);
    const settings = alternativeOf(manifest, 'ials')?.settings;
    const chosen = settings && 'regularization' in settings ? settings.regularization : null;
    expect([weak, strong].map((recipe) => recipe.settings.regularization)).toContain(chosen);
  });

  it('keeps its version and what it loads at the start', async () => {
    const before = (await readPack(folder)).manifest;
    const manifest = await addAlternatives(folder, { popularity: POPULARITY }, people);
    expect(manifest.version).toBe(before.version);
    expect(filesOfTier(manifest, 'rated')).toEqual(filesOfTier(before, 'rated'));
    expect(filesOfTier(manifest, 'later')).toEqual(
      manifest.alternatives?.map(({ file }) => file) ?? [],
    );
    expect((await readPack(folder)).manifest).toEqual(manifest);
  });

  it('is the same, without leftovers, when they are trained again', async () => {
    const first = await addAlternatives(folder, { ials: IALS, popularity: POPULARITY }, people);
    const names = await readdir(folder);
    const second = await addAlternatives(folder, { popularity: POPULARITY, ials: IALS }, people);
    expect(second).toEqual(first);
    expect(await readdir(folder)).toEqual(names);
  });

  it('replaces a system that it has, and keeps the others', async () => {
    const first = await addAlternatives(folder, { ials: IALS, popularity: POPULARITY }, people);
    const other = { ...IALS, title: 'Again', recipe: strong };
    const second = await addAlternatives(folder, { ials: other }, people);
    expect(second.alternatives?.map(({ name, title }) => [name, title])).toEqual([
      ['ials', 'Again'],
      ['popularity', 'Popularity'],
    ]);
    expect(alternativeOf(second, 'popularity')).toEqual(alternativeOf(first, 'popularity'));
    const files = (await readdir(folder)).filter((file) => file.startsWith('system-'));
    expect(files.sort()).toEqual(second.alternatives?.map(({ file }) => file).sort());
  });

  it('is refused for people who rated other movies', async () => {
    const others = { ...people, movieIds: rated.movieId.subarray(1) };
    await expect(addAlternatives(folder, { popularity: POPULARITY }, others)).rejects.toMatchObject(
      { code: 'pack.other-people' },
    );
  });

  it('loses them with the next training', async () => {
    await addAlternatives(folder, { popularity: POPULARITY }, people);
    const manifest = await writePack(folder, model, tiers, exampleDescription(MOVIES));
    expect(manifest.alternatives).toBeUndefined();
    expect((await readdir(folder)).filter((file) => file.startsWith('system-'))).toEqual([]);
  });
});
