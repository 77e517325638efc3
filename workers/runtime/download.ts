/** @file One file from the server, with progress in bytes. */
import { PackError } from '../../models/pack/errors';

/** The server could not be reached at all, or the connection broke off. */
export class NetworkError extends Error {}

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * Downloads a file.
 *
 * @param onBytes called with the number of bytes of each chunk
 * @throws NetworkError without a connection
 * @throws PackError `pack-missing` when the server answers with an error
 */
export async function download(
  url: string,
  fetchFile: Fetch,
  init: RequestInit,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Uint8Array> {
  const response = await reach(() => fetchFile(url, init));
  if (!response.ok) {
    throw new PackError('pack-missing', `${url} answered with status ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reach(async () => reader?.read());
    if (!next?.value) break;
    chunks.push(next.value);
    onBytes(next.value.byteLength);
  }
  return concatenate(chunks);
}

async function reach<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw new NetworkError('The server could not be reached.', { cause: error });
  }
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
