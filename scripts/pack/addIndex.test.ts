import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Interactions } from '../../models/dataset/columns';
import { createRandom } from '../../models/dataset/random';
import { featureSourceOfPack, indexOfPack } from '../../models/pack/assemble';
import { filesOfTier, verifyFile } from '../../models/pack/load';
import { parseManifest, type Manifest } from '../../models/pack/manifest';
import { innerProduct } from '../../models/retrieval/scann/innerProduct';
import { sampleQueries } from '../../models/retrieval/scann/sampleQueries';
import { selectTopK } from '../../models/retrieval/topK';
import { EXAMPLE_GENRES, exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import { itemTable } from '../../models/towers/space';
import { addIndex } from './addIndex';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { writePack } from './writePack';

const MOVIES = 800;
const PEOPLE = 60;
const RATINGS_EACH = 12;
const K = 20;
const model = exampleModel({ movies: MOVIES, blocks: [8, 3] });
const rated = exampleRows(1, MOVIES, model);

/** Everybody rates a dozen movies. */
function people(): Interactions {
  const random = createRandom(3);
  const all = Int32Array.from({ length: MOVIES }, (_, movie) => movie);
  const movies = Array.from({ length: PEOPLE }, () =>
    Array.from(random.shuffle(all).slice(0, RATINGS_EACH).sort()),
  ).flat();
  return {
    userCount: PEOPLE,
    movieCount: MOVIES,
    offsets: Int32Array.from({ length: PEOPLE + 1 }, (_, u) => u * RATINGS_EACH),
    movies: Int32Array.from(movies),
    halfStars: Uint8Array.from(movies, () => 1 + random.integer(10)),
  };
}
const training = { interactions: people(), movieIds: rated.movieId };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-index-'));
  await writePack(
    folder,
    model,
    { genreNames: EXAMPLE_GENRES, rated, unrated: exampleRows(1 + MOVIES, 5) },
    exampleDescription(MOVIES),
  );
});
afterEach(() => rm(folder, { recursive: true }));

/** The files of a tier, verified as the page does. */
async function load(manifest: Manifest, tier: 'rated' | 'unrated' | 'later') {
  const files = new Map<string, Uint8Array>();
  for (const path of filesOfTier(manifest, tier)) {
    const bytes = await readFile(join(folder, path));
    await verifyFile(path, manifest.files[path], bytes);
    files.set(path, bytes);
  }
  return files;
}

describe('a pack with an index', () => {
  it('answers people from the file of the index as exact search does', async () => {
    const manifest = await addIndex(folder, training);
    const { space } = featureSourceOfPack(await readPack(folder));
    const items = itemTable(space);
    const index = indexOfPack(manifest, await load(manifest, 'later'), items);
    const width = space.queryDimensions;
    const queries = sampleQueries(space, training.interactions, PEOPLE, 77);
    let found = 0;
    for (let q = 0; q < PEOPLE; q++) {
      const query = queries.slice(q * width, (q + 1) * width);
      const scores = Float32Array.from({ length: MOVIES }, (_, movie) =>
        innerProduct(query, items, movie * width),
      );
      const truth = new Set(selectTopK(scores, K, () => true).positions);
      const answer = await index?.search(query, K, new Uint8Array(MOVIES).fill(1));
      found += answer?.positions.filter((movie) => truth.has(movie)).length ?? 0;
    }
    expect(found / (PEOPLE * K)).toBeGreaterThan(0.95);
  });

  it('loads the index in a tier of its own, and only that', async () => {
    const before = (await readPack(folder)).manifest;
    const manifest = await addIndex(folder, training);
    expect(filesOfTier(manifest, 'later')).toEqual([manifest.index?.file]);
    expect(filesOfTier(manifest, 'rated')).toEqual(filesOfTier(before, 'rated'));
    expect(manifest.version).not.toBe(before.version);
    expect(parseManifest(manifest)).toEqual((await readPack(folder)).manifest);
  });

  it('is the same, without leftovers, when the index is built again', async () => {
    const first = await addIndex(folder, training);
    const names = await readdir(folder);
    const second = await addIndex(folder, training);
    expect(second.index).toEqual(first.index);
    expect(await readdir(folder)).toEqual(names);
  });

  it('is refused without its file, or for another table', async () => {
    const manifest = await addIndex(folder, training);
    const items = new Float32Array(MOVIES * 12);
    expect(() => indexOfPack(manifest, new Map(), items)).toThrow(/index-\w+\.bin was not loaded/);
    const files = await load(manifest, 'later');
    expect(() => indexOfPack(manifest, files, items.subarray(1))).toThrow(/is for 800 rows of 12/);
    const others = Object.fromEntries(
      Object.entries(manifest.files).filter(([path]) => path !== manifest.index?.file),
    );
    expect(() => parseManifest({ ...manifest, files: others })).toThrow(/does not list/);
  });

  it('is not built for people who rated other movies', async () => {
    const movieIds = rated.movieId.map((id) => id + 1);
    await expect(addIndex(folder, { ...training, movieIds })).rejects.toMatchObject({
      code: 'pack.other-people',
    });
  });
});

it('is null for a pack without an index', async () => {
  const { manifest } = await readPack(folder);
  expect(indexOfPack(manifest, new Map(), new Float32Array(0))).toBeNull();
});
