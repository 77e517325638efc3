import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { featureSourceOfPack, rankerWeightsOfPack } from '../../models/pack/assemble';
import type { DenseWeights, NetworkWeights } from '../../models/ranking/network';
import { prepareUser, type FeatureSource } from '../../models/ranking/pairFeatures';
import { Ranker } from '../../models/ranking/ranker';
import { exampleHistory, largestDifference } from '../../models/testing/examples';
import { exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import { foldInAll } from '../../models/towers/closedForm';
import { curveOf } from '../../models/towers/curve';
import { featureSourceOf } from '../../models/training/trainedModel';
import { startWasmBackend } from '../runtime/wasmBackend';
import type { CatalogueTiers } from './catalogueTiers';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { buildPack, writePack } from './writePack';

/** Relative rounding of a row of bytes, with a little room. */
const BYTE = 0.50001 / 127;
const MOVIES = 60;
const model = exampleModel({ movies: MOVIES, blocks: [8, 3] });
const tiers: CatalogueTiers = {
  genreNames: ['Comedy', 'Drama', 'War'],
  rated: exampleRows(1, MOVIES, model),
  unrated: exampleRows(1 + MOVIES, 9),
};
const description = exampleDescription(MOVIES);

const layersOf = ({ cross, hidden, heads }: NetworkWeights): DenseWeights[] => [
  ...cross,
  ...hidden,
  heads,
];

/** Stars of the whole catalogue for an example person. */
async function starsOf(source: FeatureSource, weights: NetworkWeights): Promise<Float32Array> {
  const history = exampleHistory(MOVIES, 12);
  const user = prepareUser(source, foldInAll(source.space, history), history);
  const ranker = new Ranker(source, weights);
  try {
    return (
      await ranker.rank(
        user,
        Array.from({ length: MOVIES }, (_, movie) => movie),
      )
    ).stars;
  } finally {
    ranker.dispose();
  }
}

let folder = '';
beforeAll(startWasmBackend);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-pack-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a pack written and read again', () => {
  it('holds the model, up to the precision of its tensors', async () => {
    const manifest = await writePack(folder, model, tiers, description);
    const pack = await readPack(folder);
    expect(pack.manifest).toEqual(manifest);
    const { space, ratings, ratingCount } = featureSourceOfPack(pack);
    expect(ratingCount).toEqual(model.statistics.ratingCount);
    expect(space.prior.weight).toEqual(model.prior.weight);
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
    const { mean, priorPrecision, noise, intervals } = model.ratings;
    expect(ratings).toMatchObject({ mean, priorPrecision, noise, intervals });
    expect(ratings.ratingCount).toEqual(model.ratings.ratingCount);
    expect(ratings.factorPrecision).toEqual(model.ratings.factorPrecision);
    expect(ratings.precisionPerRating).toEqual(model.ratings.precisionPerRating);
    for (const name of ['movieBias', 'projection', 'watchedPrior'] as const) {
      expectClose(ratings[name], model.ratings[name], half);
    }
    expectClose(ratings.factors, model.ratings.factors, BYTE);
    space.blocks.forEach((block, b) => {
      expect(block).toMatchObject({ name: `block${b}`, weight: model.blocks[b].weight });
      expectClose(block.embedding, model.blocks[b].embedding, BYTE);
    });
    const ranker = rankerWeightsOfPack(pack);
    expect(ranker.featureMean).toEqual(model.ranker.featureMean);
    expect(ranker.featureDeviation).toEqual(model.ranker.featureDeviation);
    expect(ranker.logScale).toEqual(model.ranker.logScale);
    const expected = layersOf(model.ranker);
    expect(layersOf(ranker)).toHaveLength(expected.length);
    layersOf(ranker).forEach(({ kernel, kernelShape, bias }, i) => {
      expect(kernelShape).toEqual(expected[i].kernelShape);
      expect(bias).toEqual(expected[i].bias);
      expectClose(kernel, expected[i].kernel, half);
    });
  });

  it('ranks as the model does, but for rounding', async () => {
    await writePack(folder, model, tiers, description);
    const pack = await readPack(folder);
    const { year, genres } = tiers.rated;
    const facts = { genres, genreCount: tiers.genreNames.length, year };
    const [before, after] = [
      await starsOf(featureSourceOf(model, facts), model.ranker),
      await starsOf(featureSourceOfPack(pack), rankerWeightsOfPack(pack)),
    ];
    expect(largestDifference(after, before)).toBeLessThan(0.05);
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
    const louder = {
      ...model,
      prior: { ...model.prior, weight: curveOf((n) => 1 / (1 + n)) },
    };
    const three = buildPack(louder, tiers, description);
    expect(new Set([one, two, three].map(({ manifest }) => manifest.version)).size).toBe(3);
    const embeddings = (pack: typeof one): string | undefined =>
      [...pack.artefacts.keys()].find((path) => path.startsWith('embeddings'));
    expect(embeddings(two)).not.toBe(embeddings(one));
  });

  it('need a model without infinities', () => {
    const ratings = { ...model.ratings, movieBias: model.ratings.movieBias.with(2, NaN) };
    expect(() => buildPack({ ...model, ratings }, tiers, description)).toThrow(/movie-bias/);
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

  it.each(['embeddings', 'stars', 'ranker', 'content', 'movies', 'more-movies'])(
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
