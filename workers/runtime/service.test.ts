import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import type { Answer, OpenProgress } from '../recommender.api';
import { yieldToMessages } from './macrotask';
import { RecommenderService } from './service';
import { FakeGpu, withoutGpu } from './testing/backends';
import { createTinyPack, type TinyPack } from './testing/tinyPack';
import {
  historyOf,
  NO_FILTER,
  openRequest,
  PACK_URL,
  serviceOf,
  storeOf,
} from './testing/tinyService';

let pack: TinyPack;

beforeAll(async () => {
  pack = await createTinyPack();
});

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
});

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? 'ok' : answer.problem.code;
}

async function opened(backend: 'wasm' | 'cpu' = 'cpu'): Promise<RecommenderService> {
  const service = serviceOf(pack);
  valueOf(await service.open(openRequest(backend)));
  return service;
}

const person = { history: historyOf(12), embedding: null };
const recommend = { ...person, filter: NO_FILTER, dials: NEUTRAL_DIALS, k: 10 };

describe('opening', () => {
  it('answers the summary and the rated tier, with progress in bytes', async () => {
    const progress: OpenProgress[] = [];
    const service = serviceOf(pack);
    const { summary, catalogue } = valueOf(
      await service.open(openRequest('cpu'), (step) => progress.push(step)),
    );
    expect(summary).toMatchObject({
      name: pack.manifest.name,
      version: pack.manifest.version,
      movieCount: { rated: 60, all: 75 },
      problem: null,
    });
    expect(catalogue.movieId).toHaveLength(60);
    expect(catalogue.tier).toBe('rated');
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'manifest',
      'download',
      'verify',
      'backend',
      'ready',
    ]);
    expect(progress.at(-1)?.loadedBytes).toBe(progress.at(-1)?.totalBytes);
  });

  it('gives the catalogue away: emptying it does not harm later answers', async () => {
    const service = serviceOf(pack);
    const { catalogue } = valueOf(await service.open(openRequest('cpu')));
    const before = valueOf(await service.recommend(recommend));
    for (const column of [catalogue.movieId, catalogue.genres, catalogue.year]) column.fill(0);
    expect(valueOf(await service.recommend(recommend)).items).toEqual(before.items);
  });

  it('answers every other request with a problem before it', async () => {
    const service = serviceOf(pack);
    expect(codeOf(await service.recommend(recommend))).toBe('not-open');
    expect(codeOf(await service.search({ query: 'film', limit: 1 }))).toBe('not-open');
    expect(codeOf(await service.loadUnrated())).toBe('not-open');
    expect(await service.status()).toMatchObject({ backend: null, packVersion: null, answered: 3 });
  });

  it('can move to another backend and gives the same list there', async () => {
    const service = await opened('wasm');
    const onWasm = valueOf(await service.recommend(recommend));
    expect((await service.status()).backend).toBe('wasm');
    const { tensors } = await service.status();
    valueOf(await service.open(openRequest('cpu')));
    expect(await service.status()).toMatchObject({ backend: 'cpu', tensors });
    const onCpu = valueOf(await service.recommend(recommend));
    expect(onCpu.items.map(({ movieId }) => movieId)).toEqual(
      onWasm.items.map(({ movieId }) => movieId),
    );
  });

  it('keeps the previous pack and says why when the newest is broken', async () => {
    const published = { pack };
    const service = new RecommenderService({ backends: withoutGpu, store: storeOf(published) });
    valueOf(await service.open(openRequest('cpu')));
    const newer = await createTinyPack(2);
    const files = new Map(newer.files).set('tensors.bin', new Uint8Array(10));
    published.pack = { ...newer, files };
    const { summary } = valueOf(await service.open(openRequest('cpu')));
    expect(summary.version).toBe(pack.manifest.version);
    expect(summary.problem?.code).toBe('pack-truncated');
  });

  it('keeps a working pack open when a later open fails altogether', async () => {
    const service = await opened();
    const elsewhere = { ...openRequest('cpu'), packUrl: PACK_URL.replace('latest', 'none') };
    expect(codeOf(await service.open(elsewhere))).toBe('pack-missing');
    expect(codeOf(await service.recommend(recommend))).toBe('ok');
  });
});

describe('a device that is lost', () => {
  it('during a request is replaced, and the request answered', async () => {
    const gpu = new FakeGpu();
    const service = serviceOf(pack, gpu);
    valueOf(await service.open(openRequest('auto')));
    expect((await service.status()).backend).toBe('webgpu');
    const expected = valueOf(await service.recommend(recommend)).items;
    const fit = service.fineTune({ history: historyOf(40), warmStart: null }, () =>
      gpu.lose('destroyed'),
    );
    const list = service.recommend(recommend);
    expect(codeOf(await fit)).toBe('ok');
    expect(valueOf(await list).items.map(({ movieId }) => movieId)).toEqual(
      expected.map(({ movieId }) => movieId),
    );
    expect(await service.status()).toMatchObject({
      backend: 'wasm',
      rebuilds: 1,
      failed: [{ backend: 'webgpu' }],
    });
  });

  it('while nothing is asked for is replaced before the next request', async () => {
    const gpu = new FakeGpu();
    const service = serviceOf(pack, gpu);
    valueOf(await service.open(openRequest('webgpu')));
    gpu.lose('unknown');
    while ((await service.status()).rebuilds === 0) await yieldToMessages();
    expect(tf.getBackend()).toBe('wasm');
    expect(codeOf(await service.recommend(recommend))).toBe('ok');
  });
});

describe('erasing', () => {
  it('leaves no pack on the device', async () => {
    const store = storeOf({ pack });
    const service = new RecommenderService({ backends: withoutGpu, store });
    valueOf(await service.open(openRequest('cpu')));
    expect(codeOf(await service.erase())).toBe('ok');
    const offline = new RecommenderService({
      backends: withoutGpu,
      store: { ...store, fetch: () => Promise.reject(new TypeError('Failed to fetch')) },
    });
    expect(codeOf(await offline.open(openRequest('cpu')))).toBe('offline');
  });
});
