/**
 * @file The files of packs on this device: Cache Storage by sha256, and the manifest of the last pack
 * that worked. Without Cache Storage (private windows) everything still works, from the network.
 */

/** Name in Cache Storage; the page shows its size and erases it. */
export const PACK_CACHE = 'kinora-packs';

const FILES = 'kinora-packs/sha256/';
const LAST_GOOD = 'kinora-packs/last-good/';

/** The part of the browser's CacheStorage that packs need. */
export type PackCacheStorage = Pick<CacheStorage, 'open' | 'delete'>;

/** Files by hash and last-good manifests by pack URL, for the packs of one origin. */
export class PackCache {
  readonly #storage: PackCacheStorage | null;
  readonly #origin: string;
  #opened: Promise<Cache | null> | null = null;

  /**
   * @param storage null where the browser has none
   * @param packUrl absolute; its origin is where the keys live, as a blob worker has no base URL
   */
  constructor(storage: PackCacheStorage | null, packUrl: string) {
    this.#storage = storage;
    this.#origin = `${new URL(packUrl).origin}/`;
  }

  /** The bytes with that hash, or null. The caller verifies them. */
  async file(sha256: string): Promise<Uint8Array | null> {
    const response = await this.#match(FILES + sha256);
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  }

  async putFile(sha256: string, bytes: Uint8Array): Promise<void> {
    await this.#put(FILES + sha256, new Response(new Uint8Array(bytes)));
  }

  /** Text of the manifest of the last pack from this URL that worked, or null. */
  async lastGood(packUrl: string): Promise<string | null> {
    const response = await this.#match(LAST_GOOD + encodeURIComponent(packUrl));
    return response ? response.text() : null;
  }

  async putLastGood(packUrl: string, manifestText: string): Promise<void> {
    await this.#put(LAST_GOOD + encodeURIComponent(packUrl), new Response(manifestText));
  }

  /**
   * Deletes every file that no last-good manifest refers to.
   *
   * @param hashesOf the hashes that a manifest's text refers to
   */
  async prune(hashesOf: (manifestText: string) => readonly string[]): Promise<void> {
    const cache = await this.#cache();
    if (!cache) return;
    const keys = await cache.keys();
    const kept = new Set<string>();
    for (const { url } of keys) {
      if (!url.startsWith(this.#key(LAST_GOOD))) continue;
      const manifest = await (await cache.match(url))?.text();
      for (const hash of manifest === undefined ? [] : hashesOf(manifest)) {
        kept.add(this.#key(FILES + hash));
      }
    }
    const files = keys.filter(({ url }) => url.startsWith(this.#key(FILES)));
    const unreferenced = files.filter(({ url }) => !kept.has(url));
    await Promise.all(unreferenced.map(({ url }) => cache.delete(url)));
  }

  #key(path: string): string {
    return this.#origin + path;
  }

  async #match(path: string): Promise<Response | undefined> {
    return (await this.#cache())?.match(this.#key(path));
  }

  async #put(path: string, response: Response): Promise<void> {
    try {
      await (await this.#cache())?.put(this.#key(path), response);
    } catch (error) {
      // A full disk costs only the next download.
      console.warn(`${path} could not be stored on this device.`, error);
    }
  }

  #cache(): Promise<Cache | null> {
    this.#opened ??= openCache(this.#storage);
    return this.#opened;
  }
}

async function openCache(storage: PackCacheStorage | null): Promise<Cache | null> {
  try {
    return storage ? await storage.open(PACK_CACHE) : null;
  } catch (error) {
    console.warn('This browser stores no files for this site; packs load from the network.', error);
    return null;
  }
}
