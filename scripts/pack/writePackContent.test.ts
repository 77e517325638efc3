import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { featureSourceOfPack } from '../../models/pack/assemble';
import { contentDescriptions } from '../../models/pack/content';
import { tensorOf } from '../../models/pack/load';
import { largestDifference } from '../../models/testing/examples';
import { exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import { createBlock } from '../../models/towers/block';
import { contentCodes, contentEmbedding, sourceCodes } from '../../models/towers/contentEncoder';
import {
  blendBlocks,
  CONTENT_BLEND,
  type ContentTower,
} from '../../models/towers/contentEncoderBlend';
import type { ContentDescription } from '../../models/towers/contentEncoderFeatures';
import { fitContentEncoder, readingAlso } from '../../models/training/contentTraining';
import type { TrainedModel } from '../../models/training/trainedModel';
import type { CatalogueTiers } from './catalogueTiers';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { writePack } from './writePack';

const MOVIES = 60;
const GENRE_NAMES = ['Comedy', 'Drama', 'War'];
const learned = exampleModel({ movies: MOVIES, blocks: [8, 3] });
/** 0, 1, 2, 3, … ratings. */
const ratingCount = Int32Array.from({ length: MOVIES }, (_, movie) => movie);
const statistics = { ...learned.statistics, ratingCount };
const rated = exampleRows(1, MOVIES, { statistics });
const tiers: CatalogueTiers = {
  genreNames: GENRE_NAMES,
  rated,
  unrated: exampleRows(1 + MOVIES, 9),
};
const movies = contentDescriptions(rated, GENRE_NAMES);
const encoder = fitContentEncoder(movies, learned.blocks, ratingCount);
const model = modelOf({ encoder, blend: CONTENT_BLEND }, movies);
const description = exampleDescription(MOVIES);
/** Rounding of int8 rows of factors, summed over the features of a movie, and of own rows. */
const TOLERANCE = 0.03;

function modelOf(content: ContentTower, described: readonly ContentDescription[]): TrainedModel {
  const tables = blendBlocks(content, learned.blocks, described, ratingCount);
  return {
    ...learned,
    statistics,
    content,
    blocks: learned.blocks.map(({ name, weight, loss, dimensions }, b) =>
      createBlock(name, weight, loss, tables[b], dimensions),
    ),
  };
}

/** The pack in the folder opens to the embeddings of a model. */
async function expectBlocksOf({ blocks }: TrainedModel): Promise<void> {
  const pack = await readPack(folder);
  blocks.forEach((block, b) => {
    const { shape, values } = tensorOf(pack, `embedding-block${b}`);
    expect(shape).toEqual([MOVIES, block.dimensions]);
    const largest = Math.max(...block.embedding.map(Math.abs));
    expect(largestDifference(values, block.embedding)).toBeLessThan(TOLERANCE * largest);
  });
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-content-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a pack with a content encoder', () => {
  it('stores no row for movies with too few ratings', async () => {
    const manifest = await writePack(folder, model, tiers, description);
    const own = MOVIES - CONTENT_BLEND.ownFrom;
    expect(manifest.tensors['embedding-block0'].shape).toEqual([own, 8]);
    expect(manifest.tensors['embedding-block1'].shape).toEqual([own, 3]);
  });

  it('stores co-watch places of movies with enough ratings alone, and opens them in their rows', async () => {
    const ownFrom = 8;
    const coWatch = { ...model.coWatch, ownFrom };
    const manifest = await writePack(folder, { ...model, coWatch }, tiers, description);
    const { dimensions, directions } = coWatch;
    const stored = manifest.tensors['co-watch-directions'].shape;
    expect(stored).toEqual([MOVIES - ownFrom, dimensions]);
    const opened = featureSourceOfPack(await readPack(folder)).coWatch;
    const largest = Math.max(...directions.map(Math.abs));
    directions.forEach((value, at) => {
      const expected = at < ownFrom * dimensions ? 0 : value;
      expect(Math.abs(opened.directions[at] - expected)).toBeLessThan(0.01 * largest);
    });
    expect([...opened.energy]).toEqual([...coWatch.energy]);
  });

  it('has a row for every movie again when it is opened, as it was trained', async () => {
    await writePack(folder, model, tiers, description);
    await expectBlocksOf(model);
  });

  it('also where the encoder read what no catalogue says', async () => {
    // One of the three movies without a row has no tags.
    const tagged = movies.map((movie, m) => ({ ...movie, tags: m === 1 ? [] : [`tag ${m % 4}`] }));
    const reading = fitContentEncoder(tagged, learned.blocks, ratingCount, readingAlso(['tags']));
    const tower = { encoder: reading, blend: CONTENT_BLEND };
    const withTags = modelOf({ ...tower, sourceCodes: sourceCodes(reading, tagged) }, tagged);
    const manifest = await writePack(folder, withTags, tiers, description);
    expect(manifest.content?.sources).toEqual(['tags']);
    expect(manifest.tensors['content-source-codes'].shape).toEqual([3, reading.rank]);
    await expectBlocksOf(withTags);
    const { content: opened } = await readPack(folder);
    expect(reading.features).toContain('tags:tag 3');
    expect(opened?.features).toEqual(reading.features.filter((name) => !name.includes(':tag ')));
    // Without their tags the movies would lie elsewhere.
    await expect(expectBlocksOf(modelOf(tower, movies))).rejects.toThrow();
  });

  it('places movies of few ratings at their share of the content place', async () => {
    await writePack(folder, model, tiers, description);
    const pack = await readPack(folder);
    const places = contentEmbedding(pack.content ?? encoder, movies);
    const first = tensorOf(pack, 'embedding-block0').values;
    const second = tensorOf(pack, 'embedding-block1').values;
    for (let movie = 0; movie < CONTENT_BLEND.ownFrom; movie++) {
      const share = CONTENT_BLEND.shareBelow[movie];
      const place = places.subarray(movie * 11, (movie + 1) * 11);
      expect(first[movie * 8 + 7]).toBeCloseTo(share * place[7], 6);
      expect(second[movie * 3 + 2]).toBeCloseTo(share * place[10], 6);
    }
  });

  it('gives the unrated tier codes near those of the trained encoder', async () => {
    await writePack(folder, model, tiers, description);
    const pack = await readPack(folder);
    const unrated = contentDescriptions(pack.unrated, GENRE_NAMES);
    const codes = contentCodes(pack.content ?? encoder, unrated);
    const expected = contentCodes(encoder, unrated);
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(0);
    expect(pack.content?.features).toEqual(encoder.features);
    codes.forEach((code, at) => {
      expect(Math.abs(code - expected[at])).toBeLessThan(TOLERANCE * largest);
    });
  });

  it('removes the files of an earlier pack, and nothing else', async () => {
    const old = ['system-two-tower-64-0a1b2c3d.bin', 'content-0a1b2c3d.bin', 'card-ffffffff.bin'];
    for (const name of [...old, 'LICENSE', 'notes-0a1b2c3d.bin']) {
      await writeFile(join(folder, name), 'x');
    }
    await writePack(folder, model, tiers, description);
    const files = await readdir(folder);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'notes-0a1b2c3d.bin']));
    expect(files.filter((name) => old.includes(name))).toEqual([]);
  });

  it('is the same to the byte when it is written twice', async () => {
    const first = await writePack(folder, model, tiers, description);
    expect(await writePack(folder, model, tiers, description)).toEqual(first);
  });
});
