/**
 * @file What training leaves behind after each alternation, so that Ctrl-C, a crash or a power cut
 * costs one alternation at most. A checkpoint belongs to one configuration on one data set: its file
 * name is their hash.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Interactions } from '../../models/dataset/columns';
import type { IalsState } from '../../models/training/alternate';
import { readRecord, writeRecord } from '../cli/recordFile';

/** Each command keeps its checkpoints below it, and removes them when it has finished. */
export const CHECKPOINTS = join('.cache', 'checkpoints');

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const headerSchema = v.object({
  alternation: count,
  lossCurve: v.array(v.number()),
  userValues: count,
  movieValues: count,
});

type Header = v.InferOutput<typeof headerSchema>;

/** The checkpoint file of one fit. */
export class Checkpoint {
  readonly #path: string;

  /** @param key everything that the fit depends on, besides the ratings */
  constructor(interactions: Interactions, key: unknown, folder: string) {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(key));
    for (const column of [interactions.offsets, interactions.movies, interactions.halfStars]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
    this.#path = join(folder, `${hash.digest('hex').slice(0, 24)}.ials`);
  }

  /** The last saved state, or null. A file that was cut short or spoilt counts as none. */
  async load(): Promise<IalsState | null> {
    const record = await readRecord(this.#path, headerSchema);
    if (!record) return null;
    const { header, body } = record;
    const expected = header.userValues + header.movieValues;
    if (body.byteLength !== expected * Float32Array.BYTES_PER_ELEMENT) return null;
    const values = new Float32Array(body.buffer);
    return {
      alternation: header.alternation,
      lossCurve: header.lossCurve,
      users: values.slice(0, header.userValues),
      movies: values.slice(header.userValues),
    };
  }

  async save(state: IalsState): Promise<void> {
    const header: Header = {
      alternation: state.alternation,
      lossCurve: [...state.lossCurve],
      userValues: state.users.length,
      movieValues: state.movies.length,
    };
    await writeRecord(this.#path, header, [state.users, state.movies]);
  }
}
