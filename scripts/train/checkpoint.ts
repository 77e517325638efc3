/**
 * @file What training leaves behind after each alternation, so that Ctrl-C, a crash or a power cut
 * costs one alternation at most. A checkpoint belongs to one configuration on one data set: its file
 * name is their hash.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Interactions } from '../../models/dataset/columns';
import type { IalsState } from '../../models/training/alternate';

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
    const bytes = await readIfPresent(this.#path);
    const header = bytes && headerOf(bytes);
    if (!header) return null;
    const body = new Uint8Array(bytes.subarray(bytes.indexOf('\n') + 1));
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

  /** Replaces the file as a whole, so that a reader never sees half of it. */
  async save(state: IalsState): Promise<void> {
    const header: Header = {
      alternation: state.alternation,
      lossCurve: [...state.lossCurve],
      userValues: state.users.length,
      movieValues: state.movies.length,
    };
    await mkdir(join(this.#path, '..'), { recursive: true });
    const unfinished = `${this.#path}.part`;
    await writeFile(
      unfinished,
      Buffer.concat([
        Buffer.from(`${JSON.stringify(header)}\n`),
        new Uint8Array(state.users.buffer, state.users.byteOffset, state.users.byteLength),
        new Uint8Array(state.movies.buffer, state.movies.byteOffset, state.movies.byteLength),
      ]),
    );
    await rename(unfinished, this.#path);
  }
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
