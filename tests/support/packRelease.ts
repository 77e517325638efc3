/**
 * @file A site whose host makes mistakes with the model pack: files that are cut off, altered or
 * forgotten, and a pack for a later version of the app.
 */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface PackFile {
  readonly bytes: number;
  readonly sha256: string;
}

interface PackManifest {
  readonly schemaVersion: number;
  readonly version: string;
  readonly files: Readonly<Record<string, PackFile>>;
}

export const MISTAKES = ['truncated', 'altered', 'missing', 'newer'] as const;
export type Mistake = (typeof MISTAKES)[number];

/** The file that the mistakes happen to: the smallest one that the first recommendation needs. */
const VICTIM = /^ranker-/;
const NEXT_VICTIM = 'ranker-00000000.bin';

/** Where RFC 1952 puts the time, in bytes. */
const GZIP_TIME_OFFSET = 4;

/** The pack in a copy of the build. */
export class PackRelease {
  readonly #folder: string;

  /** @param folder absolute path of the built site */
  constructor(folder: string) {
    this.#folder = join(folder, 'models', 'latest');
  }

  /** Spoils the pack as it is; the returned function repairs it. */
  async spoil(mistake: Mistake): Promise<() => Promise<void>> {
    const path =
      mistake === 'newer' ? this.#path('manifest.json') : this.#path(await this.#victim());
    const whole = await readFile(path);
    await this.#make(mistake, path, whole);
    return () => writeFile(path, whole);
  }

  /**
   * Puts a new pack in the place of this one, as a host does with each training: another version, and
   * a file with another name, hash and bytes. Without a mistake it works.
   */
  async replace(mistake: Mistake | null): Promise<void> {
    const manifest = await this.#manifest();
    const victim = await this.#victim();
    const bytes = withAnotherTime(await readFile(this.#path(victim)));
    const text = JSON.stringify({
      ...manifest,
      version: sha256(Buffer.from(manifest.version)),
      files: { ...manifest.files, [victim]: { ...manifest.files[victim], sha256: sha256(bytes) } },
    });
    await rm(this.#path(victim));
    await writeFile(this.#path(NEXT_VICTIM), bytes);
    await writeFile(this.#path('manifest.json'), text.replaceAll(victim, NEXT_VICTIM));
    if (mistake === null) return;
    const path = this.#path(mistake === 'newer' ? 'manifest.json' : NEXT_VICTIM);
    await this.#make(mistake, path, await readFile(path));
  }

  async #make(mistake: Mistake, path: string, whole: Buffer): Promise<void> {
    switch (mistake) {
      case 'truncated':
        return writeFile(path, whole.subarray(0, whole.byteLength >> 1));
      case 'altered': {
        const altered = Buffer.from(whole);
        altered[altered.byteLength >> 1] ^= 1;
        return writeFile(path, altered);
      }
      case 'missing':
        return rm(path);
      case 'newer': {
        const manifest = JSON.parse(whole.toString()) as PackManifest;
        const schemaVersion = manifest.schemaVersion + 1;
        return writeFile(path, JSON.stringify({ ...manifest, schemaVersion }));
      }
    }
  }

  async #victim(): Promise<string> {
    const { files } = await this.#manifest();
    const victim = Object.keys(files).find((name) => VICTIM.test(name));
    if (victim === undefined) throw new Error('The pack has no ranker.');
    return victim;
  }

  async #manifest(): Promise<PackManifest> {
    const text = await readFile(this.#path('manifest.json'), 'utf8');
    return JSON.parse(text) as PackManifest;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

/** The same content in other bytes: the time of its compression, in the gzip header, is another. */
function withAnotherTime(gzip: Buffer): Buffer {
  const bytes = Buffer.from(gzip);
  bytes[GZIP_TIME_OFFSET] ^= 1;
  return bytes;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
