/**
 * @file What was learned and answered, kept on disk under the hash of all that it depends on: the
 * same command again, interrupted or not, computes only what is missing.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { SystemState } from '../../models/baselines/system';
import { readRecord, writeRecord } from '../cli/recordFile';

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
    const record = await readRecord(this.#pathOf(key), headerSchema);
    if (!record) return null;
    const { header, body } = record;
    if (body.length !== header.reduce((total, { bytes }) => total + bytes, 0)) return null;
    const state: Record<string, SystemState[string]> = {};
    let at = 0;
    for (const { name, type, bytes } of header) {
      // A slice begins at offset 0 of its buffer, which the wider arrays need.
      state[name] = new ARRAYS[type](body.slice(at, at + bytes).buffer);
      at += bytes;
    }
    return state;
  }

  async save(key: string, state: SystemState): Promise<void> {
    const header: Header = Object.entries(state).map(([name, array]) => ({
      name,
      type: typeOf(array),
      bytes: array.byteLength,
    }));
    await writeRecord(this.#pathOf(key), header, Object.values(state));
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
