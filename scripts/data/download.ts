/**
 * @file Downloads one large file: resumes after an interruption, checks the published checksum.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../cli/failure';
import {
  interrupted,
  isDiskError,
  notWritten,
  offline,
  refused,
  wrongChecksum,
} from './downloadFailures';

export interface DownloadOptions {
  /** `total` is null while the server does not say. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds before the first new attempt after a cut connection; doubles each time. */
  readonly retryDelayMs?: number;
}

/** `unpublished`: the server has no checksum beside the file. */
export type ChecksumResult = 'verified' | 'unpublished';

const ATTEMPTS = 5;
const RETRY_DELAY_MS = 1000;
const PARTIAL_CONTENT = 206;
const NOT_FOUND = 404;
const RANGE_NOT_SATISFIABLE = 416;
const MD5 = /\b[0-9a-f]{32}\b/i;

/**
 * Downloads `url` to `file`. What arrives is kept in `<file>.part`, and the next call goes on from
 * there. The checksum is the MD5 in `<url>.md5`, in either form that GroupLens publishes.
 *
 * @throws a Failure: `data.offline`, `data.http`, `data.interrupted` or `data.checksum`
 */
export async function download(
  url: string,
  file: string,
  options: DownloadOptions = {},
): Promise<ChecksumResult> {
  const part = `${file}.part`;
  const expected = await fetchChecksum(`${url}.md5`, options.signal);
  const resumed = (await sizeOf(part)) > 0;
  await fetchWhole(url, part, options);
  if (expected !== null && (await md5Of(part)) !== expected) {
    await rm(part);
    // A part of an older edition of the file may be to blame, so a resumed one gets a fresh start.
    if (resumed) return download(url, file, options);
    throw wrongChecksum(url);
  }
  await rename(part, file);
  return expected === null ? 'unpublished' : 'verified';
}

/** Appends to the part until it is whole, with new attempts when the connection is cut. */
async function fetchWhole(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { signal, retryDelayMs = RETRY_DELAY_MS } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchRest(url, part, options);
      return;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (isDiskError(error)) throw notWritten(part, error);
      if (signal?.aborted || attempt === ATTEMPTS) throw interrupted(url, error);
      await wait(retryDelayMs * 2 ** (attempt - 1), undefined, { signal }).catch(() => {
        throw interrupted(url, error);
      });
    }
  }
}

/** One request for what is missing. */
async function fetchRest(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { onProgress = () => undefined, signal } = options;
  const have = await sizeOf(part);
  const response = await fetch(url, {
    signal,
    headers: have > 0 ? { Range: `bytes=${have}-` } : {},
  });
  if (response.status === RANGE_NOT_SATISFIABLE) {
    await response.body?.cancel();
    // Either all of it is there already, or the part is of another file.
    if (have === rangeOf(response).total) return;
    await rm(part);
    return fetchRest(url, part, options);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw refused(url, response.status);
  }
  const appends = response.status === PARTIAL_CONTENT && rangeOf(response).start === have;
  if (response.status === PARTIAL_CONTENT && !appends) throw refused(url, response.status);
  let bytes = appends ? have : 0;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isNaN(length) ? null : bytes + length;
  onProgress(bytes, total);
  const counted = chunksOf(response.body, (count) => {
    bytes += count;
    onProgress(bytes, total);
  });
  const file = createWriteStream(part, { flags: appends ? 'a' : 'w' });
  await pipeline(counted, file, { signal });
  if (total !== null && bytes < total) throw new Error('The connection ended early.');
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes(value.length);
      yield value;
    }
  } finally {
    // Frees the connection; on one that broke this fails with the error that is thrown anyway.
    await reader.cancel().catch(() => undefined);
  }
}

async function fetchChecksum(url: string, signal?: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, { signal });
    const text = await response.text();
    if (response.status === NOT_FOUND) return null;
    if (!response.ok) throw refused(url, response.status);
    return MD5.exec(text)?.[0].toLowerCase() ?? null;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw signal?.aborted ? interrupted(url, error) : offline(url, error);
  }
}

/** `Content-Range: bytes 100-199/200`, or of a refused range `bytes *\/200`. */
function rangeOf(response: Response): { start: number | null; total: number | null } {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  const numberOf = (text: string | undefined) => (text === undefined ? null : Number(text));
  return { start: numberOf(match?.[1]), total: numberOf(match?.[2]) };
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
