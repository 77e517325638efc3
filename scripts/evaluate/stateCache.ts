/**
 * @file What was learned and answered, kept on disk under the hash of all that it depends on: the
 * same command again, interrupted or not, computes only what is missing.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { SystemState } from '../../models/baselines/system';

/** Default folder, relative to where the command runs. */
export const FOLD_CACHE = join('.cache', 'folds');

const ARRAYS = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;

const headerSchema = v.array(
  v.object({
    name: v.string(),
    type: v.picklist(['Float32Array', 'Float64Array', 'Int32Array', 'Uint8Array']),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
);

type Header = v.InferOutput<typeof headerSchema>;
type ArrayType = keyof typeof ARRAYS;

export class StateCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The saved arrays, or null. A file that was cut short or spoilt counts as none. */
  async load(key: string): Promise<SystemState | null> {
    const bytes = await readIfPresent(this.#pathOf(key));
    const header = bytes && headerOf(bytes);
    if (!header) return null;
    let at = bytes.indexOf('\n') + 1;
    if (bytes.length !== header.reduce((end, array) => end + array.bytes, at)) return null;
    const state: Record<string, SystemState[string]> = {};
    for (const { name, type, bytes: size } of header) {
      // A copy begins at offset 0, which the wider arrays need.
      const { buffer } = Uint8Array.from(bytes.subarray(at, at + size));
      state[name] = new ARRAYS[type](buffer);
      at += size;
    }
    return state;
  }

  /** Replaces the file as a whole, so that a reader never sees half of it. */
  async save(key: string, state: SystemState): Promise<void> {
    const header: Header = Object.entries(state).map(([name, array]) => ({
      name,
      type: typeOf(array),
      bytes: array.byteLength,
    }));
    await mkdir(this.#folder, { recursive: true });
    const path = this.#pathOf(key);
    const unfinished = `${path}.${process.pid}.part`;
    const parts = Object.values(state).map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    );
    await writeFile(unfinished, [Buffer.from(`${JSON.stringify(header)}\n`), ...parts]);
    await rename(unfinished, path);
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${key}.state`);
  }
}

function typeOf(array: SystemState[string]): ArrayType {
  if (array instanceof Float32Array) return 'Float32Array';
  if (array instanceof Float64Array) return 'Float64Array';
  return array instanceof Int32Array ? 'Int32Array' : 'Uint8Array';
}

/** The file's bytes, or null when there is no such file. */
async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The first line, or null when it is no header. */
function headerOf(bytes: Buffer): Header | null {
  const line = bytes.subarray(0, Math.max(0, bytes.indexOf('\n'))).toString();
  const header = v.safeParse(v.pipe(v.string(), v.parseJson(), headerSchema), line);
  return header.success ? header.output : null;
}
