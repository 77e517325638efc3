import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { featureSourceOfPack, rankerWeightsOfPack } from '../../models/pack/assemble';
import { exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import type { CatalogueTiers } from './catalogueTiers';
import { LICENCES } from './licences';
import { readPack } from './readPack';
import { buildPack, writePack, type PackDescription } from './writePack';

const MOVIES = 60;
const model = exampleModel({ movies: MOVIES, blocks: [8, 3] });
const tiers: CatalogueTiers = {
  genreNames: ['Comedy', 'Drama', 'War'],
  rated: exampleRows(1, MOVIES, model),
  unrated: exampleRows(1 + MOVIES, 9),
};
const description: PackDescription = {
  name: 'tiny',
  seed: 4,
  licence: LICENCES['ml-latest'].text,
  datasets: [{ name: 'synthetic', ratings: 600, users: 30, movies: MOVIES }],
  training: { validationNdcgAt100: { kinora: 0.4 }, lossCurve: [3, 2], validationRmse: 0.9 },
  ratings: 600,
  users: 30,
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-pack-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a pack written and read again', () => {
  it('holds the model, up to the precision of its tensors', async () => {
    const manifest = await writePack(folder, model, tiers, description);
    const pack = await readPack(folder);
    expect(pack.manifest).toEqual(manifest);
    const { space, bias, ratingCount } = featureSourceOfPack(pack);
    expect(ratingCount).toEqual(model.statistics.ratingCount);
    expect(space.prior).toMatchObject({ weight: 0.5, halfLife: 3 });
    expect(bias).toMatchObject({ mean: model.bias.mean, userShrinkage: 6 });
    /** Relative rounding of half precision. */
    const half = 2 ** -11;
    const expectClose = (actual: Float32Array, expected: Float32Array, share: number): void => {
      const largest = Math.max(...expected.map(Math.abs));
      expect(actual).toHaveLength(expected.length);
      actual.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(share * largest);
      });
    };
    expectClose(space.prior.popularity, model.prior.popularity, half);
    expectClose(bias.movieBias, model.bias.movieBias, half);
    space.blocks.forEach((block, b) => {
      expect(block).toMatchObject({ name: `block${b}`, weight: model.blocks[b].weight });
      expectClose(block.embedding, model.blocks[b].embedding, 0.50001 / 127);
    });
    rankerWeightsOfPack(pack).forEach((layer, i) => {
      expect(layer.kernelShape).toEqual(model.ranker.weights[i].kernelShape);
      expect(layer.bias).toEqual(model.ranker.weights[i].bias);
      expectClose(layer.kernel, model.ranker.weights[i].kernel, half);
    });
  });

  it('holds both tiers of the catalogue and counts them', async () => {
    await writePack(folder, model, tiers, description);
    const { manifest, catalogue, unrated } = await readPack(folder);
    expect(manifest.counts).toEqual({ rated: MOVIES, all: MOVIES + 9, ratings: 600, users: 30 });
    expect(catalogue.title).toEqual(tiers.rated.title);
    expect(unrated.movieId).toEqual(tiers.unrated.movieId);
  });

  it('lies in a folder that is made when it is missing', async () => {
    const inside = join(folder, 'deep', 'er');
    await writePack(inside, model, tiers, description);
    expect((await readPack(inside)).manifest.name).toBe('tiny');
  });
});

describe('the bytes of a pack', () => {
  it('are the same for the same input', () => {
    const one = buildPack(model, tiers, description);
    const two = buildPack(exampleModel({ movies: MOVIES, blocks: [8, 3] }), tiers, description);
    expect(two).toEqual(one);
  });

  it('give another version and other names when an answer could change', () => {
    const one = buildPack(model, tiers, description);
    const embedding = model.blocks[0].embedding.with(0, 3);
    const changed = { ...model, blocks: [{ ...model.blocks[0], embedding }, model.blocks[1]] };
    const two = buildPack(changed, tiers, description);
    const louder = { ...model, prior: { ...model.prior, weight: 0.6 } };
    const three = buildPack(louder, tiers, description);
    expect(new Set([one, two, three].map(({ manifest }) => manifest.version)).size).toBe(3);
    const embeddings = (pack: typeof one): string | undefined =>
      [...pack.artefacts.keys()].find((path) => path.startsWith('embeddings'));
    expect(embeddings(two)).not.toBe(embeddings(one));
  });

  it('need a model without infinities', () => {
    const bias = { ...model.bias, movieBias: model.bias.movieBias.with(2, NaN) };
    expect(() => buildPack({ ...model, bias }, tiers, description)).toThrow(/movie-bias/);
  });
});

describe('a folder that held another pack', () => {
  it('loses the files of that pack and keeps what is not ours', async () => {
    await writePack(folder, exampleModel({ movies: MOVIES, seed: 2 }), tiers, description);
    await writeFile(join(folder, 'NOTES.md'), 'mine');
    await writeFile(join(folder, 'embeddings-notes.bin'), 'mine too');
    const before = await readdir(folder);
    const manifest = await writePack(folder, model, tiers, description);
    const after = await readdir(folder);
    expect(after.sort()).toEqual(
      ['NOTES.md', 'embeddings-notes.bin', 'manifest.json', ...Object.keys(manifest.files)].sort(),
    );
    expect(before.filter((file) => !after.includes(file))).not.toEqual([]);
    await expect(readPack(folder)).resolves.toMatchObject({ manifest });
  });
});

describe('a pack that was spoilt on disk', () => {
  const expectCode = (code: string, message: RegExp): Promise<void> =>
    expect(readPack(folder)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });

  it.each(['embeddings', 'ranker', 'movies', 'more-movies'])(
    'is refused when %s was altered, cut short or removed',
    async (name) => {
      const { files } = await writePack(folder, model, tiers, description);
      const file = Object.keys(files).find((path) => path.startsWith(`${name}-`)) ?? '';
      const bytes = await readFile(join(folder, file));
      const altered = Uint8Array.from(bytes);
      altered[altered.length - 1] ^= 1;
      await writeFile(join(folder, file), altered);
      await expectCode('pack-altered', new RegExp(file));
      await writeFile(join(folder, file), bytes.subarray(1));
      await expectCode('pack-truncated', new RegExp(file));
      await rm(join(folder, file));
      await expectCode('pack-missing', new RegExp(file));
    },
  );

  it('is refused without a manifest, and with one that is no JSON or newer', async () => {
    await expectCode('pack-missing', /manifest.json cannot be read/);
    await writeFile(join(folder, 'manifest.json'), '{"schemaVersion": 1,');
    await expectCode('pack-malformed', /manifest.json is not JSON/);
    await writeFile(join(folder, 'manifest.json'), '{"schemaVersion": 1000}');
    await expectCode('pack-newer', /schema version 1000/);
  });
});
