import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { alsRecipe } from '../baselines/als';
import { AUTOENCODER, autoencoderRecipe } from '../baselines/autoencoder';
import { contentRecipe } from '../baselines/content';
import { hybridRecipe } from '../baselines/hybrid';
import { ialsRecipe } from '../baselines/ials';
import { dotProducts } from '../towers/dotProducts';
import { popularityRecipe } from '../baselines/popularity';
import type { ItemTable, SystemRecipe, SystemState } from '../baselines/system';
import { TWO_TOWER, twoTowerRecipe } from '../baselines/twoTower';
import type { History } from '../dataset/columns';
import { exampleHistory, exampleInteractions, largestDifference } from '../testing/examples';
import { exampleModel } from '../testing/models';
import { encodeExample } from '../testing/packs';
import { exampleTrainingSet } from '../testing/trainingSets';
import type { AlternativeEntry, AlternativeKind } from './alternativeSchema';
import { alternativeOf, alternativeTable, encodeAlternative } from './alternatives';
import { sha256Hex } from './load';
import { parseManifest, type Manifest } from './manifest';

const MOVIES = 60;
const FILE = 'system.bin';
const NOBODY: History = { movies: new Int32Array(), halfStars: new Uint8Array() };
/** Of int8 rows, in standard deviations of a person's scores. */
const TOLERANCE = 0.05;

const set = exampleTrainingSet(
  exampleInteractions(
    MOVIES,
    Array.from({ length: 40 }, (_, user) => 5 + (user % 25)),
  ),
  Array.from({ length: MOVIES }, (_, movie) => ({
    title: `Film ${movie % 7} of ${movie % 5}`,
    year: 1950 + movie,
    genres: [movie % 2 === 0 ? 'Drama' : 'War'],
  })),
);
const ALS = alsRecipe({ rank: 5, iterations: 4, regularization: 0.2, centring: 'biases' });
const CONTENT = contentRecipe({
  components: 8,
  textSources: ['title'],
  textDimensions: 6,
  textWeight: 1,
  weight: 'log',
});
const IALS = ialsRecipe({
  dimensions: 8,
  alternations: 4,
  unobservedWeight: 0.2,
  regularization: 0.02,
  priorBoost: 3,
  priorHalfLife: 10,
  popularityWeight: 0.5,
  popularityHalfLife: 3,
});
const RECIPES: readonly (readonly [AlternativeKind, SystemRecipe])[] = [
  ['popularity', popularityRecipe],
  ['ials', IALS],
  ['als', ALS],
  ['content', CONTENT],
  ['als+content', hybridRecipe(ALS, CONTENT, { share: 0.3 })],
  ['ials+content', hybridRecipe(IALS, CONTENT, { share: 0.6 })],
  [
    'autoencoder',
    autoencoderRecipe('autoencoder', { ...AUTOENCODER, hiddenUnits: 6, epochs: 3, rate: 0.02 }),
  ],
  ['towers', twoTowerRecipe('two-tower', { ...TWO_TOWER, dimensions: 6, ranking: null })],
];
const pack = await encodeExample(exampleModel({ movies: MOVIES, blocks: [4] }));

interface Packed {
  readonly manifest: Manifest;
  readonly entry: AlternativeEntry;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

beforeAll(async () => {
  await setBackend('cpu');
});

/** A state in a pack, and read back from its manifest's text. */
async function packed(
  kind: AlternativeKind,
  settings: unknown,
  state: SystemState,
): Promise<Packed> {
  const { bytes, tensors } = encodeAlternative(kind, state, MOVIES);
  const draft = { name: kind, title: kind, kind, file: FILE, settings, tensors };
  const file = { bytes: bytes.length, sha256: await sha256Hex(bytes), tier: 'later' };
  const json = {
    ...pack.manifest,
    alternatives: [draft],
    files: { ...pack.manifest.files, [FILE]: { ...file, encoding: 'identity' } },
  };
  const manifest = parseManifest(JSON.parse(JSON.stringify(json)));
  const entry = alternativeOf(manifest, kind);
  if (entry === null) throw new Error(`The pack has no ${kind}.`);
  return { manifest, entry, files: new Map([[FILE, bytes]]) };
}

function scoresOf({ items, queryOf }: ItemTable, history: History): Float32Array {
  return dotProducts(items, queryOf(history));
}

function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe.each(RECIPES)('a packed system of the kind %s', (kind, recipe) => {
  let state: SystemState;
  beforeAll(async () => {
    state = await recipe.train(set, { seed: 3 });
  });

  it.each([0, 1, 4, 25])(
    'scores as in the evaluation, up to quantisation, after %d ratings',
    async (ratings) => {
      const history = ratings === 0 ? NOBODY : exampleHistory(MOVIES, ratings, 77);
      const evaluated = await recipe.open(state, set);
      const expected = await evaluated.scores(history);
      const { manifest, entry, files } = await packed(kind, recipe.settings, state);
      const found = scoresOf(await alternativeTable(manifest, entry, files), history);
      expect(found).toHaveLength(MOVIES);
      const spread = deviationOf(Float32Array.from(expected));
      expect(spread).toBeGreaterThan(0);
      expect(largestDifference(found, expected)).toBeLessThan(TOLERANCE * spread);
      evaluated.dispose();
    },
  );

  it('keeps of its settings what an answer depends on', async () => {
    const { entry } = await packed(kind, recipe.settings, state);
    for (const [name, value] of Object.entries(entry.settings)) {
      // Those of a hybrid's parts are cut to what counts as well.
      if (typeof value === 'object') expect(recipe.settings[name]).toMatchObject(value);
      else expect(recipe.settings[name]).toEqual(value);
    }
    expect(Object.keys(entry.settings)).not.toContain('alternations');
  });

  it('is refused without its file, without one of its arrays, and for other movies', async () => {
    const { manifest, entry, files } = await packed(kind, recipe.settings, state);
    await expect(alternativeTable(manifest, entry, new Map())).rejects.toMatchObject({
      code: 'pack-missing',
    });
    const [first] = Object.keys(entry.tensors);
    const rest = Object.fromEntries(
      Object.entries(entry.tensors).filter(([name]) => name !== first),
    );
    await expect(
      alternativeTable(manifest, { ...entry, tensors: rest }, files),
    ).rejects.toMatchObject({ code: 'pack-malformed' });
    const fewer = { ...manifest, counts: { ...manifest.counts, rated: MOVIES - 1 } };
    await expect(alternativeTable(fewer, entry, files)).rejects.toMatchObject({
      code: 'pack-malformed',
    });
  });
});

describe('the systems of a manifest', () => {
  it('are none in a pack without them', () => {
    expect(alternativeOf(parseManifest(pack.manifest), 'ials')).toBeNull();
    expect(parseManifest(pack.manifest)).toEqual(pack.manifest);
  });

  it('need their file, and settings of their kind', async () => {
    const [, recipe] = RECIPES[1];
    const state = await recipe.train(set, { seed: 3 });
    const { manifest, entry } = await packed('ials', recipe.settings, state);
    const refused = (alternative: unknown) =>
      expect(() => parseManifest({ ...manifest, alternatives: [alternative] }));
    refused({ ...entry, file: 'elsewhere.bin' }).toThrow(/elsewhere\.bin/);
    refused({ ...entry, settings: {} }).toThrow(/alternatives\.0\.settings/);
    refused({ ...entry, kind: 'magic' }).toThrow(/alternatives\.0\.kind/);
  });
});
