/** @file One file of a data set as a stream of bytes that reports how far it is. */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';

/** Bytes to be parsed, from a file or, in tests, from memory. */
export interface Source {
  /** File name for messages and reports. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 1 << 20;

/** Opens a file; `onBytes` is told the size of each chunk. */
export function openSource(
  path: string,
  onBytes: (count: number) => void = () => undefined,
  signal?: AbortSignal,
): Source {
  return { name: basename(path), chunks: readChunks(path, onBytes, signal) };
}

async function* readChunks(
  path: string,
  onBytes: (count: number) => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })) {
    const bytes = chunk as Buffer;
    onBytes(bytes.length);
    yield bytes;
  }
}

export async function fileExists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
