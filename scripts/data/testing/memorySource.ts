/** @file A source from memory, in chunks of any size, for tests. */
import type { Source } from '../sourceFile';

/** `chunkSize` bytes at a time, so that lines are cut at every place. */
export function memorySource(name: string, content: string | Uint8Array, chunkSize = 7): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, chunks: chunksOf(bytes, chunkSize) };
}

async function* chunksOf(bytes: Uint8Array, chunkSize: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkSize) {
    yield await Promise.resolve(bytes.subarray(start, start + chunkSize));
  }
}
