/** @file A text file written piece by piece in constant memory. */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

const BUFFERED_CHARACTERS = 1 << 18;

export class LineWriter {
  readonly #stream: WriteStream;
  #text = '';

  constructor(path: string) {
    this.#stream = createWriteStream(path);
  }

  /** Characters that are not on the disk yet. */
  get pendingCharacters(): number {
    return this.#text.length + this.#stream.writableLength;
  }

  /** Adds text; await it, so that no more is kept than the disk takes. */
  async write(text: string): Promise<void> {
    this.#text += text;
    if (this.#text.length < BUFFERED_CHARACTERS) return;
    const ready = this.#stream.write(this.#text);
    this.#text = '';
    if (!ready) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    this.#stream.end(this.#text);
    await once(this.#stream, 'close');
  }
}
