import { describe, expect, it } from 'vitest';
import { featureCount } from '../ranking/featureNames';
import { movieTraits } from '../ranking/movieFacts';
import { EXAMPLE_GENRES, exampleModel } from '../testing/models';
import {
  encodeExample,
  FIRST_MOVIE_ID,
  RATED_FILE,
  TENSOR_FILE,
  UNRATED_FILE,
} from '../testing/packs';
import { featureSourceOfPack, rankerWeightsOfPack } from './assemble';
import type { PackErrorCode } from './errors';
import { decodePack, decodeUnrated, filesOfTier, sha256Hex, tensorOf, verifyFile } from './load';
import type { Manifest } from './manifest';

const model = exampleModel({ blocks: [8, 3] });
const { manifest, files } = await encodeExample(model);
/** Columns of the ranker's features. */
const WIDTH = featureCount(EXAMPLE_GENRES.length);
const bytesOf = (path: string): Uint8Array => files.get(path) ?? new Uint8Array(0);

async function expectError(
  work: Promise<unknown>,
  code: PackErrorCode,
  message: RegExp,
): Promise<void> {
  await expect(work).rejects.toMatchObject({ name: 'PackError', code });
  await expect(work).rejects.toThrow(message);
}

describe('a file of a pack', () => {
  it('passes when it is what the manifest says', async () => {
    for (const [path, bytes] of files) {
      await expect(verifyFile(path, manifest.files[path], bytes)).resolves.toBeUndefined();
    }
  });

  it.each([TENSOR_FILE, RATED_FILE, UNRATED_FILE])(
    'is refused by name when %s was cut short or grew',
    async (path) => {
      const bytes = bytesOf(path);
      const grown = Uint8Array.from([...bytes, 0]);
      for (const other of [bytes.subarray(0, -1), new Uint8Array(0), grown]) {
        const work = verifyFile(path, manifest.files[path], other);
        await expectError(work, 'pack-truncated', new RegExp(`${path} has ${other.length} bytes`));
      }
    },
  );

  it.each([TENSOR_FILE, RATED_FILE, UNRATED_FILE])(
    'is refused by name when one bit of %s was altered',
    async (path) => {
      const altered = bytesOf(path).slice();
      altered[altered.length >> 1] ^= 1;
      const work = verifyFile(path, manifest.files[path], altered);
      await expectError(work, 'pack-altered', new RegExp(path));
    },
  );

  it('is hashed as sha256 is published (FIPS 180-2, "abc")', async () => {
    expect(await sha256Hex(Uint8Array.from([97, 98, 99]))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('decoding a pack', () => {
  it('gives the trained model back, up to quantisation', async () => {
    const pack = await decodePack(manifest, files);
    const { space, ratings, traits, ratingCount } = featureSourceOfPack(pack);
    expect(space.userDimensions).toBe(11);
    expect(ratingCount).toEqual(model.statistics.ratingCount);
    expect(space.prior.popularity).toEqual(model.prior.popularity);
    expect(ratings).toMatchObject(model.ratings);
    expect(rankerWeightsOfPack(pack)).toEqual(model.ranker);
    const { genres, year } = pack.catalogue;
    expect(traits).toEqual(movieTraits({ genres, genreCount: EXAMPLE_GENRES.length, year }));
    space.blocks.forEach(({ embedding, weight, loss, dimensions }, b) => {
      const original = model.blocks[b];
      expect({ weight, loss, dimensions }).toEqual({
        weight: original.weight,
        loss: original.loss,
        dimensions: original.dimensions,
      });
      const largest = Math.max(...original.embedding.map(Math.abs));
      embedding.forEach((value, i) => {
        expect(Math.abs(value - original.embedding[i])).toBeLessThan(largest / 250);
      });
    });
  });

  it('gives both tiers of the catalogue, one after the other', async () => {
    const { catalogue } = await decodePack(manifest, files);
    const unrated = await decodeUnrated(manifest, files);
    const { rated, all } = manifest.counts;
    expect(catalogue.movieId[0]).toBe(FIRST_MOVIE_ID);
    expect(catalogue.movieId).toHaveLength(rated);
    expect(unrated.movieId[0]).toBe(FIRST_MOVIE_ID + rated);
    expect(unrated.title).toHaveLength(all - rated);
  });

  it('needs only the files of the rated tier', async () => {
    expect(filesOfTier(manifest, 'rated')).toEqual([TENSOR_FILE, RATED_FILE]);
    expect(filesOfTier(manifest, 'unrated')).toEqual([UNRATED_FILE]);
    const rated = new Map(filesOfTier(manifest, 'rated').map((path) => [path, bytesOf(path)]));
    const pack = await decodePack(manifest, rated);
    expect(pack.catalogue.movieId).toHaveLength(manifest.counts.rated);
    await expectError(decodeUnrated(manifest, rated), 'pack-missing', /unrated.bin was not loaded/);
  });

  it.each([TENSOR_FILE, RATED_FILE])('says that %s is missing', async (path) => {
    const some = new Map([...files].filter(([other]) => other !== path));
    await expectError(decodePack(manifest, some), 'pack-missing', new RegExp(path));
  });

  it('says that the pack has no such tensor', async () => {
    const pack = await decodePack(manifest, files);
    expect(() => tensorOf(pack, 'gone')).toThrow(/no tensor gone/);
  });
});

describe('a pack whose parts do not fit', () => {
  const withTensor = (name: string, shape: number[]): Manifest => ({
    ...manifest,
    tensors: { ...manifest.tensors, [name]: { ...manifest.tensors[name], shape } },
  });
  const withTier = (path: string, tier: 'rated' | 'unrated'): Manifest => ({
    ...manifest,
    files: { ...manifest.files, [path]: { ...manifest.files[path], tier } },
  });

  it.each([
    ['block0', [59, 8], /block0 has shape \[59,8\]; expected \[60,8\]/],
    ['block1', [3, 60], /block1 has shape \[3,60\]; expected \[60,3\]/],
    ['popularity', [59], /popularity has shape \[59\]; expected \[60\]/],
    ['movieBias', [30, 2], /movieBias has shape \[30,2\]; expected \[60\]/],
    ['factors', [60, 4], /factors has shape \[60,4\]; expected \[60,3\]/],
    ['precisionPerRating', [2], /precisionPerRating has shape \[2\]; expected \[3\]/],
    ['projection', [2, 7], /projection has shape \[2,7\]; expected \[2,8\]/],
    ['watchedPrior', [2, 5], /watchedPrior has shape \[2,5\]; expected \[2,6\]/],
    ['directions', [59, 4], /directions has shape \[59,4\]; expected \[60,4\]/],
    ['featureMean', [WIDTH - 1], /featureMean has shape/],
    ['logScale', [9], /logScale has shape \[9\]; expected \[8\]/],
    ['featureDeviation', [1, WIDTH], /featureDeviation has shape/],
    ['cross0Kernel', [WIDTH, WIDTH - 1], /cross0Kernel has shape/],
    ['cross1Bias', [WIDTH + 1], /cross1Bias has shape/],
    ['hidden0Kernel', [64, WIDTH], /hidden0Kernel has shape/],
    ['hidden1Bias', [31], /hidden1Bias has shape \[31\]; expected \[32\]/],
    ['headsKernel', [WIDTH + 32, 1], /headsKernel has shape .* expected \[\d+,2\]/],
    ['headsBias', [1], /headsBias has shape \[1\]; expected \[2\]/],
  ])('is refused when tensor %s has shape %j', async (name, shape, message) => {
    await expectError(decodePack(withTensor(name, shape), files), 'pack-malformed', message);
  });

  it('is refused when the ranker was made for another number of genres', async () => {
    const genreNames = [...manifest.genreNames, 'Western'];
    const work = decodePack({ ...manifest, genreNames }, files);
    await expectError(work, 'pack-malformed', /featureMean has shape/);
  });

  it.each(['cross', 'hidden'] as const)(
    'is refused when the ranker lacks a %s layer',
    async (part) => {
      const { ranker } = manifest;
      const cut = { ...manifest, ranker: { ...ranker, [part]: ranker[part].slice(0, 1) } };
      await expectError(decodePack(cut, files), 'pack-malformed', /ranker has too few layers/);
    },
  );

  it('is refused when a tensor reaches past the end of its file', async () => {
    const work = decodePack(withTensor('popularity', [10_000]), files);
    await expectError(work, 'pack-malformed', /popularity needs bytes/);
  });

  it('is refused when the first recommendation would need the second tier', async () => {
    const tensors = decodePack(withTier(TENSOR_FILE, 'unrated'), files);
    await expectError(tensors, 'pack-malformed', /block0 is not in the rated tier/);
    const catalogue = decodePack(withTier(RATED_FILE, 'unrated'), files);
    await expectError(catalogue, 'pack-malformed', /rated.json is not in the rated tier/);
  });

  it('is refused when the catalogue has another number of movies', async () => {
    const counts = { ...manifest.counts, all: manifest.counts.all + 1 };
    const work = decodeUnrated({ ...manifest, counts }, files);
    await expectError(work, 'pack-malformed', /title does not have 8 rows/);
  });

  it('is refused when a gzipped file is none', async () => {
    const spoilt = new Map([...files, [UNRATED_FILE, bytesOf(RATED_FILE)]]);
    const work = decodeUnrated(manifest, spoilt);
    await expectError(work, 'pack-malformed', /unrated.bin cannot be unpacked/);
  });
});
