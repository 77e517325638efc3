import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../models/pack/manifest';
import type { OpenProgress } from '../recommender.api';
import { PACK_CACHE } from './packCache';
import { erasePacks, PackStore, type StorePorts } from './packStore';
import { MemoryCaches } from './testing/memoryCaches';
import {
  createTinyPack,
  RATED_FILE,
  TENSOR_FILE,
  UNRATED_FILE,
  type TinyPack,
} from './testing/tinyPack';

/** A static host whose files and manners a test can change. */
class PackServer {
  files = new Map<string, Uint8Array>();
  readonly requested: string[] = [];
  /** Answered once instead of the file of that path, as a stale cache on the way would; null is 404. */
  readonly once = new Map<string, Uint8Array | null>();
  #server: Server | null = null;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/models/latest/`;
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const path = (request.url ?? '').replace('/models/latest/', '');
      this.requested.push(path);
      const body = this.once.has(path) ? this.once.get(path) : this.files.get(path);
      this.once.delete(path);
      response.writeHead(body ? 200 : 404).end(body ?? 'not here');
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  publish(pack: TinyPack): void {
    this.files = new Map(pack.files);
  }

  /** What was asked for since the last call. */
  takeRequests(): string[] {
    return this.requested.splice(0);
  }
}

const server = new PackServer();
let device: MemoryCaches;
let first: TinyPack;
let second: TinyPack;

function storeOf(ports: Partial<StorePorts> = {}): PackStore {
  return new PackStore(server.url, {
    fetch: (url, init) => fetch(url, init),
    caches: device,
    canVerify: true,
    ...ports,
  });
}

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  device = new MemoryCaches();
  [first, second] = await Promise.all([createTinyPack(1), createTinyPack(2)]);
  server.publish(first);
  server.takeRequests();
  await server.start();
});

afterEach(async () => {
  await server.stop();
  vi.restoreAllMocks();
});

/** Cuts the last byte off. */
const truncated = (bytes: Uint8Array): Uint8Array => bytes.slice(0, -1);

/** Flips one bit in the middle. */
function altered(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length >> 1] ^= 1;
  return copy;
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Ways for a new pack to be broken on the server. */
const breakages = [
  ['pack-missing', () => server.files.delete(TENSOR_FILE)],
  ['pack-missing', () => server.files.delete('manifest.json')],
  ['pack-truncated', () => breakFile(TENSOR_FILE, truncated)],
  ['pack-altered', () => breakFile(RATED_FILE, altered)],
  ['pack-malformed', () => server.files.set('manifest.json', json({ hello: 'world' }))],
  ['pack-malformed', () => server.files.set('manifest.json', json({ schemaVersion: 1 }))],
  ['pack-malformed', () => breakFile('manifest.json', truncated)],
  [
    'pack-newer',
    () => server.files.set('manifest.json', json({ schemaVersion: SCHEMA_VERSION + 1 })),
  ],
] as const;

function breakFile(path: string, how: (bytes: Uint8Array) => Uint8Array): void {
  server.files.set(path, how(server.files.get(path) ?? new Uint8Array()));
}

describe('a first visit', () => {
  it('downloads the rated tier only, in counted bytes', async () => {
    const progress: OpenProgress[] = [];
    const { pack, problem } = await storeOf().load((step) => progress.push(step));
    expect(pack.manifest.version).toBe(first.manifest.version);
    expect(pack.catalogue.title).toHaveLength(first.manifest.counts.rated);
    expect(problem).toBeNull();
    const { files } = first.manifest;
    const total = files[TENSOR_FILE].bytes + files[RATED_FILE].bytes;
    const downloads = progress.filter(({ stage }) => stage === 'download');
    expect(downloads.at(-1)).toEqual({ stage: 'download', loadedBytes: total, totalBytes: total });
    expect(progress.at(-1)?.stage).toBe('verify');
    expect(server.takeRequests().sort()).toEqual(['manifest.json', RATED_FILE, TENSOR_FILE].sort());
  });

  it.each(breakages)(
    'answers %s when the pack is broken and there is no other',
    async (code, breakIt) => {
      breakIt();
      await expect(storeOf().load()).rejects.toMatchObject({ code });
    },
  );

  it('says that it is offline when the server cannot be reached', async () => {
    await server.stop();
    await expect(storeOf().load()).rejects.toMatchObject({ code: 'offline' });
  });

  it('refuses to run where hashes cannot be verified', async () => {
    await expect(storeOf({ canVerify: false }).load()).rejects.toMatchObject({
      code: 'insecure-context',
    });
  });

  it('asks once more for a file that a stale cache on the way answered', async () => {
    server.once.set(TENSOR_FILE, altered(first.files.get(TENSOR_FILE) ?? new Uint8Array()));
    const progress: OpenProgress[] = [];
    await storeOf().load((step) => progress.push(step));
    expect(server.requested.filter((path) => path === TENSOR_FILE)).toHaveLength(2);
    const last = progress.filter(({ stage }) => stage === 'download').at(-1);
    expect(last?.loadedBytes).toBe(last?.totalBytes);
  });

  it('asks once more for a file that a cache on the way remembers as missing', async () => {
    server.once.set(TENSOR_FILE, null);
    await storeOf().load();
    expect(server.requested.filter((path) => path === TENSOR_FILE)).toHaveLength(2);
  });

  it('works from the network alone in a private window', async () => {
    expect((await storeOf({ caches: null }).load()).problem).toBeNull();
    const refusing = {
      open: () => Promise.reject(new DOMException('denied', 'SecurityError')),
      delete: () => Promise.resolve(false),
    };
    expect((await storeOf({ caches: refusing }).load()).problem).toBeNull();
  });
});

describe('a later visit', () => {
  beforeEach(async () => {
    await storeOf().load();
    server.takeRequests();
  });

  it('asks for the manifest only', async () => {
    await storeOf().load();
    expect(server.takeRequests()).toEqual(['manifest.json']);
  });

  it('works offline, without complaint', async () => {
    await server.stop();
    const { pack, problem } = await storeOf().load();
    expect(pack.manifest.version).toBe(first.manifest.version);
    expect(problem).toBeNull();
  });

  it('takes a new pack, and forgets the files of the old one', async () => {
    server.publish(second);
    const { pack } = await storeOf().load();
    expect(pack.manifest.version).toBe(second.manifest.version);
    const keys = [...(device.entries.get(PACK_CACHE)?.keys() ?? [])].join();
    expect(keys).toContain(second.manifest.files[TENSOR_FILE].sha256);
    expect(keys).not.toContain(first.manifest.files[TENSOR_FILE].sha256);
  });

  it('downloads only the files of a new pack that changed', async () => {
    const files = new Map(second.files);
    files.set(TENSOR_FILE, first.files.get(TENSOR_FILE) ?? new Uint8Array());
    const sameTensors = {
      ...second.manifest,
      files: { ...second.manifest.files, [TENSOR_FILE]: first.manifest.files[TENSOR_FILE] },
    };
    files.set('manifest.json', json(sameTensors));
    server.files = files;
    await storeOf().load();
    expect(server.takeRequests()).toEqual(['manifest.json', RATED_FILE]);
  });

  it.each(breakages)('keeps the previous pack and reports %s', async (code, breakIt) => {
    server.publish(second);
    breakIt();
    const { pack, problem } = await storeOf().load();
    expect(pack.manifest.version).toBe(first.manifest.version);
    expect(problem?.code).toBe(code);
    expect(problem?.message).not.toBe('');
    expect(problem?.action).not.toBe('');
  });

  it('is not harmed on the next visit by the broken pack of this one', async () => {
    server.publish(second);
    breakFile(TENSOR_FILE, altered);
    await storeOf().load();
    await server.stop();
    expect((await storeOf().load()).pack.manifest.version).toBe(first.manifest.version);
  });

  it('downloads a stored file again that was damaged on this device', async () => {
    const bodies = device.entries.get(PACK_CACHE);
    const { sha256 } = first.manifest.files[TENSOR_FILE];
    const key = [...(bodies?.keys() ?? [])].find((url) => url.endsWith(sha256)) ?? '';
    bodies?.set(key, altered(bodies.get(key) ?? new Uint8Array()));
    expect((await storeOf().load()).problem).toBeNull();
    expect(server.takeRequests()).toEqual(['manifest.json', TENSOR_FILE]);
    expect(bodies?.get(key)).toEqual(first.files.get(TENSOR_FILE));
  });

  it('has nothing left after erasing', async () => {
    await erasePacks(device);
    expect(device.entries.size).toBe(0);
    await server.stop();
    await expect(storeOf().load()).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('the second tier', () => {
  it('is loaded when asked for, verified, and stored for offline', async () => {
    const { pack } = await storeOf().load();
    const rows = await storeOf().loadUnrated(pack.manifest);
    expect(rows.movieId).toHaveLength(pack.manifest.counts.all - pack.manifest.counts.rated);
    await server.stop();
    expect((await storeOf().loadUnrated(pack.manifest)).title).toEqual(rows.title);
  });

  it('survives the pruning of a later start', async () => {
    const { pack } = await storeOf().load();
    await storeOf().loadUnrated(pack.manifest);
    await storeOf().load();
    await server.stop();
    await expect(storeOf().loadUnrated(pack.manifest)).resolves.toBeDefined();
  });

  it('answers a typed problem when it is altered or cannot be had', async () => {
    const { pack } = await storeOf().load();
    breakFile(UNRATED_FILE, altered);
    await expect(storeOf().loadUnrated(pack.manifest)).rejects.toMatchObject({
      code: 'pack-altered',
    });
    await server.stop();
    await expect(storeOf().loadUnrated(pack.manifest)).rejects.toMatchObject({ code: 'offline' });
  });
});
