/**
 * @file Gets a pack onto this device and keeps it: every file is verified, nothing is downloaded
 * twice, and a pack that works is replaced only by another that works.
 */
import type { CatalogueRows } from '../../models/pack/catalogue';
import { PackError } from '../../models/pack/errors';
import {
  decodePack,
  decodeUnrated,
  filesOfTier,
  verifyFile,
  type Pack,
} from '../../models/pack/load';
import { parseManifest, type Manifest, type PackFile } from '../../models/pack/manifest';
import type { OpenProgress, Problem } from '../recommender.api';
import { download, NetworkError, type Fetch } from './download';
import { PackCache, PACK_CACHE, type PackCacheStorage } from './packCache';
import { problemFrom, ProblemError } from './problems';

export interface LoadedPack {
  readonly pack: Pack;
  /** Why the newest pack could not be used, when this is the previous one; else null. */
  readonly problem: Problem | null;
}

export interface StorePorts {
  readonly fetch: Fetch;
  /** Null where the browser has none. */
  readonly caches: PackCacheStorage | null;
  /** False on plain http, where the browser offers no hashing. */
  readonly canVerify: boolean;
}

/** How long a silent network may delay a start for which everything is stored already. */
const PATIENCE_MS = 8_000;

type OnProgress = (progress: OpenProgress) => void;

/** The ports of the browser that this runs in. */
export function browserStore(): StorePorts {
  return {
    fetch: (url, init) => fetch(url, init),
    caches: typeof caches === 'undefined' ? null : caches,
    canVerify: typeof crypto !== 'undefined' && Reflect.get(crypto, 'subtle') !== undefined,
  };
}

/** The packs of one folder on the server. */
export class PackStore {
  readonly #ports: StorePorts;
  readonly #packUrl: string;
  readonly #cache: PackCache;

  /** @param packUrl absolute, with a trailing slash */
  constructor(packUrl: string, ports: StorePorts) {
    this.#ports = ports;
    this.#packUrl = packUrl;
    this.#cache = new PackCache(ports.caches, packUrl);
  }

  /**
   * Loads the newest pack; when it cannot be used, the previous one.
   *
   * @throws PackError what is wrong with the newest pack, when there is no previous one
   * @throws ProblemError `offline` or `insecure-context`
   */
  async load(onProgress: OnProgress = () => undefined): Promise<LoadedPack> {
    if (!this.#ports.canVerify) throw new ProblemError('insecure-context');
    const lastGood = await this.#cache.lastGood(this.#packUrl);
    try {
      const text = await this.#newestManifest(lastGood !== null, onProgress);
      const pack = await this.#open(text, onProgress);
      await this.#cache.putLastGood(this.#packUrl, text);
      await this.#cache.prune(hashesOf);
      return { pack, problem: null };
    } catch (error) {
      const isOffline = error instanceof NetworkError;
      if (!isOffline && !(error instanceof PackError)) throw error;
      const pack = lastGood === null ? null : await this.#previous(lastGood, onProgress);
      if (pack) return { pack, problem: isOffline ? null : problemFrom(error) };
      throw isOffline ? new ProblemError('offline') : error;
    }
  }

  /**
   * Loads the second tier of the catalogue of a loaded pack. Errors as {@link load}.
   */
  async loadUnrated(manifest: Manifest): Promise<CatalogueRows> {
    try {
      return await decodeUnrated(manifest, await this.#files(manifest, 'unrated', () => undefined));
    } catch (error) {
      throw error instanceof NetworkError ? new ProblemError('offline') : error;
    }
  }

  /** Loads one `later` file of a loaded pack. Errors as {@link load}. */
  async loadLater(manifest: Manifest, path: string): Promise<ReadonlyMap<string, Uint8Array>> {
    try {
      return new Map([[path, await this.#file(path, manifest.files[path], () => undefined)]]);
    } catch (error) {
      throw error instanceof NetworkError ? new ProblemError('offline') : error;
    }
  }

  async #newestManifest(hasPrevious: boolean, onProgress: OnProgress): Promise<string> {
    onProgress({ stage: 'manifest', loadedBytes: 0, totalBytes: 0 });
    const bytes = await download(`${this.#packUrl}manifest.json`, this.#ports.fetch, {
      cache: 'no-cache',
      signal: hasPrevious ? AbortSignal.timeout(PATIENCE_MS) : undefined,
    });
    return new TextDecoder().decode(bytes);
  }

  /** Null when what is stored is no longer whole. */
  async #previous(manifestText: string, onProgress: OnProgress): Promise<Pack | null> {
    try {
      return await this.#open(manifestText, onProgress);
    } catch (error) {
      // The browser may evict single files; then the newest pack's own problem says more.
      console.warn('The pack of an earlier visit is no longer whole.', error);
      return null;
    }
  }

  async #open(manifestText: string, onProgress: OnProgress): Promise<Pack> {
    const manifest = parseManifest(parseJson(manifestText));
    return decodePack(manifest, await this.#files(manifest, 'rated', onProgress));
  }

  async #files(
    manifest: Manifest,
    tier: PackFile['tier'],
    onProgress: OnProgress,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const paths = filesOfTier(manifest, tier);
    const totalBytes = paths.reduce((total, path) => total + manifest.files[path].bytes, 0);
    let loadedBytes = 0;
    const loads = paths.map(async (path) => {
      const bytes = await this.#file(path, manifest.files[path], (count) => {
        loadedBytes += count;
        onProgress({ stage: 'download', loadedBytes, totalBytes });
      });
      return [path, bytes] as const;
    });
    const files = new Map(await Promise.all(loads));
    onProgress({ stage: 'verify', loadedBytes: totalBytes, totalBytes });
    return files;
  }

  /** From the cache if its hash is right, else from the server, verified and stored. */
  async #file(path: string, file: PackFile, onBytes: (bytes: number) => void): Promise<Uint8Array> {
    const stored = await this.#cache.file(file.sha256);
    if (stored && (await isIntact(path, file, stored))) {
      onBytes(stored.byteLength);
      return stored;
    }
    const bytes = await this.#downloadVerified(path, file, onBytes);
    await this.#cache.putFile(file.sha256, bytes);
    return bytes;
  }

  /** Whatever is wrong may come from a stale HTTP cache, so it is asked for once more, past all caches. */
  async #downloadVerified(
    path: string,
    file: PackFile,
    onBytes: (bytes: number) => void,
  ): Promise<Uint8Array> {
    const url = new URL(path, this.#packUrl).href;
    let counted = 0;
    const first = await downloadIfThere(url, this.#ports.fetch, (count) => {
      counted += count;
      onBytes(count);
    });
    if (first && (await isIntact(path, file, first))) return first;
    onBytes(-counted);
    const second = await download(url, this.#ports.fetch, { cache: 'reload' }, onBytes);
    await verifyFile(path, file, second);
    return second;
  }
}

/** Forgets every pack on this device. */
export async function erasePacks(storage: PackCacheStorage | null): Promise<void> {
  await storage?.delete(PACK_CACHE);
}

/** Null when the server, or a cache on the way, says that there is no such file. */
async function downloadIfThere(
  url: string,
  fetchFile: Fetch,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array | null> {
  try {
    return await download(url, fetchFile, {}, onBytes);
  } catch (error) {
    if (error instanceof PackError) return null;
    throw error;
  }
}

async function isIntact(path: string, file: PackFile, bytes: Uint8Array): Promise<boolean> {
  try {
    await verifyFile(path, file, bytes);
    return true;
  } catch (error) {
    if (error instanceof PackError) return false;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PackError('pack-malformed', `manifest.json is not JSON: ${String(error)}`);
  }
}

/** Every file that a stored manifest refers to; none if this version of the app cannot read it. */
function hashesOf(manifestText: string): readonly string[] {
  try {
    const { files } = parseManifest(parseJson(manifestText));
    return Object.values(files).map(({ sha256 }) => sha256);
  } catch (error) {
    if (error instanceof PackError) return [];
    throw error;
  }
}
