/**
 * @file What training leaves behind after each alternation, so that Ctrl-C, a crash or a power cut
 * costs one alternation at most. A checkpoint belongs to one configuration on one data set: its file
 * name is their hash.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interactions } from '../../models/dataset/columns';
import type { IalsState } from '../../models/training/alternate';

export const CHECKPOINT_FOLDER = join('.cache', 'checkpoints');

interface Header {
  readonly alternation: number;
  readonly lossCurve: readonly number[];
  readonly userValues: number;
  readonly movieValues: number;
}

/** The checkpoint file of one fit. */
export class Checkpoint {
  readonly #path: string;

  /** @param key everything that the fit depends on, besides the ratings */
  constructor(interactions: Interactions, key: unknown, folder = CHECKPOINT_FOLDER) {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(key));
    for (const column of [interactions.offsets, interactions.movies, interactions.halfStars]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
    this.#path = join(folder, `${hash.digest('hex').slice(0, 24)}.ials`);
  }

  /** The last saved state, or null. A file that was cut short counts as none. */
  async load(): Promise<IalsState | null> {
    const bytes = await readFile(this.#path).catch(() => null);
    if (!bytes) return null;
    const end = bytes.indexOf('\n');
    const header = JSON.parse(bytes.subarray(0, end).toString()) as Header;
    const values = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
    if (values.length !== header.userValues + header.movieValues) return null;
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
      lossCurve: state.lossCurve,
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

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
