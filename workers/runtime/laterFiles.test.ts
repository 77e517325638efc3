import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { featureSourceOfPack } from '../../models/pack/assemble';
import { encodeCard } from '../../models/pack/card';
import { decodePack, filesOfTier, sha256Hex } from '../../models/pack/load';
import { parseManifest } from '../../models/pack/manifest';
import type { ModelCard } from '../../models/pack/modelCard';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import { buildIndex } from '../../models/retrieval/scann/build';
import { defaultScannConfig } from '../../models/retrieval/scann/config';
import { describeIndex, encodeIndex } from '../../models/retrieval/scann/indexFile';
import { itemTable, queryOf } from '../../models/towers/space';
import type { Answer } from '../recommender.api';
import { RecommenderService } from './service';
import { withoutGpu } from './testing/backends';
import { createTinyPack, type TinyPack } from './testing/tinyPack';
import {
  historyOf,
  NO_FILTER,
  openRequest,
  PACK_URL,
  serviceOf,
  storeOf,
} from './testing/tinyService';

const CARD: ModelCard = {
  cardVersion: 1,
  evaluations: [
    {
      command: 'npm run evaluate',
      data: { name: 'synthetic', ratings: 600, people: 30, movies: 60 },
      seed: 1,
      folds: 5,
      run: 5,
      resamples: 100,
      systems: [{ name: 'kinora', title: 'kinora' }],
      sections: [],
    },
  ],
  crosses: { features: ['genres'], norms: [[[1]]] },
  limits: ['It knows sixty films.'],
};
const CARD_FILE = 'card.bin';
const INDEX_FILE = 'index.bin';
const SAMPLED_PEOPLE = 40;

const person = { history: historyOf(12), embedding: null };
const recommend = { ...person, filter: NO_FILTER, dials: NEUTRAL_DIALS, k: 10 };

let bare: TinyPack;
let whole: TinyPack;

beforeAll(async () => {
  bare = await createTinyPack();
  whole = await withLaterFiles(bare);
});

/** The pack with an index over its own table, and a card. */
async function withLaterFiles({ manifest, files }: TinyPack): Promise<TinyPack> {
  const { space } = featureSourceOfPack(await decodePack(manifest, files));
  const random = createRandom(5);
  const width = space.queryDimensions;
  const queries = new Float32Array(SAMPLED_PEOPLE * width);
  for (let q = 0; q < SAMPLED_PEOPLE; q++) {
    const vector = Float32Array.from({ length: space.userDimensions }, () => random.normal());
    queries.set(queryOf(space, vector, 10), q * width);
  }
  const config = defaultScannConfig(space.movieCount, width);
  const tables = buildIndex(itemTable(space), width, queries, config, 1);
  const later = new Map([
    [INDEX_FILE, encodeIndex(tables)],
    [CARD_FILE, encodeCard(CARD)],
  ]);
  const entries = { ...manifest.files };
  for (const [path, bytes] of later) {
    const sha256 = await sha256Hex(bytes);
    entries[path] = { bytes: bytes.byteLength, sha256, tier: 'later', encoding: 'identity' };
  }
  const complete = parseManifest({
    ...manifest,
    card: CARD_FILE,
    index: { ...describeIndex(tables), file: INDEX_FILE },
    files: entries,
  });
  const text = new TextEncoder().encode(JSON.stringify(complete));
  return { manifest: complete, files: new Map([...files, ...later, ['manifest.json', text]]) };
}

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

async function opened(pack: TinyPack): Promise<RecommenderService> {
  const service = serviceOf(pack);
  valueOf(await service.open(openRequest('cpu')));
  return service;
}

async function measured(service: RecommenderService) {
  return vi.waitFor(async () => {
    const { retrieval } = await service.status();
    if (!retrieval) throw new Error('No index was measured yet.');
    return retrieval;
  });
}

describe('the index of a pack', () => {
  it('is measured against exact search behind the first list, and not before', async () => {
    const service = await opened(whole);
    expect((await service.status()).retrieval).toBeNull();
    valueOf(await service.recommend(recommend));
    const { index, measured: times } = await measured(service);
    expect(times.map(({ name }) => name)).toEqual(['brute-force', 'scann']);
    const fastest = times.reduce((best, entry) => (entry.medianMs < best.medianMs ? entry : best));
    expect(index).toBe(fastest.name);
    expect(service.leakedTensors).toBe(0);
  });

  it('leaves the lists as they were', async () => {
    const service = await opened(whole);
    const before = valueOf(await service.recommend(recommend));
    await measured(service);
    const after = valueOf(await service.recommend(recommend));
    expect(after.items).toEqual(before.items);
  });

  it('is not there for a pack that ships none', async () => {
    const service = await opened(bare);
    valueOf(await service.recommend(recommend));
    valueOf(await service.recommend(recommend));
    expect((await service.status()).retrieval).toBeNull();
  });

  it('is fetched when the rest of the catalogue is here, not beside the first lists', async () => {
    const asked: string[] = [];
    const store = storeOf({ pack: whole });
    const fetch: typeof store.fetch = (url, ...rest) => {
      asked.push(url.replace(PACK_URL, ''));
      return store.fetch(url, ...rest);
    };
    const service = new RecommenderService({ backends: withoutGpu, store: { ...store, fetch } });
    valueOf(await service.open(openRequest('cpu')));
    valueOf(await service.recommend(recommend));
    await measured(service);
    const unrated = filesOfTier(whole.manifest, 'unrated');
    expect(unrated.length).toBeGreaterThan(0);
    for (const path of unrated) {
      expect(asked).toContain(path);
      expect(asked.indexOf(INDEX_FILE)).toBeGreaterThan(asked.indexOf(path));
    }
  });

  it('that cannot be loaded leaves exact search at work', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const files = new Map([...whole.files].filter(([path]) => path !== INDEX_FILE));
    const service = await opened({ ...whole, files });
    valueOf(await service.recommend(recommend));
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(valueOf(await service.recommend(recommend)).items).toHaveLength(10);
    warn.mockRestore();
  });
});

describe('the model card', () => {
  it('is answered as the pack ships it', async () => {
    expect(valueOf(await (await opened(whole)).modelCard())).toEqual(CARD);
  });

  it('is null for a pack without one', async () => {
    expect(valueOf(await (await opened(bare)).modelCard())).toBeNull();
  });

  it('is asked for again after it could not be loaded', async () => {
    const bytes = whole.files.get(CARD_FILE);
    const files = new Map([...whole.files].filter(([path]) => path !== CARD_FILE));
    const service = await opened({ ...whole, files });
    expect(await service.modelCard()).toMatchObject({ problem: { code: 'pack-missing' } });
    if (bytes) files.set(CARD_FILE, bytes);
    expect(valueOf(await service.modelCard())).toEqual(CARD);
  });

  it('that breaks its schema is a problem in words', async () => {
    const bytes = encodeCard({ ...CARD, evaluations: [] });
    const sha256 = await sha256Hex(bytes);
    const entry = { bytes: bytes.byteLength, sha256, tier: 'later', encoding: 'identity' } as const;
    const manifest = { ...whole.manifest, files: { ...whole.manifest.files, [CARD_FILE]: entry } };
    const text = new TextEncoder().encode(JSON.stringify(manifest));
    const files = new Map([...whole.files, [CARD_FILE, bytes], ['manifest.json', text]] as const);
    const service = await opened({ manifest, files });
    expect(await service.modelCard()).toMatchObject({ problem: { code: 'pack-malformed' } });
  });
});
