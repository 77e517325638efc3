import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { download } from './download';

const SIZE = 300_000;
const random = createRandom(1);
const CONTENT = Buffer.from(Uint8Array.from({ length: SIZE }, () => random.integer(256)));
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

/** How the server behaves; the tests change it. */
interface Behaviour {
  ranges: boolean;
  checksum: string | null;
  status: number;
  /** Bytes after which each of the first requests for the file is cut off. */
  cuts: number[];
}

let server: Server;
let folder = '';
let behaviour: Behaviour;
/** The Range header of each request for the file. */
let requests: (string | undefined)[] = [];

function serveFile(request: IncomingMessage, response: ServerResponse): void {
  const { range } = request.headers;
  requests.push(range);
  const start = behaviour.ranges && range ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0;
  if (start >= SIZE) {
    response.writeHead(416, { 'Content-Range': `bytes */${SIZE}` }).end();
    return;
  }
  const body = CONTENT.subarray(start);
  const isPartial = behaviour.ranges && range !== undefined;
  response.writeHead(isPartial ? 206 : behaviour.status, {
    'Content-Length': body.length,
    ...(isPartial ? { 'Content-Range': `bytes ${start}-${SIZE - 1}/${SIZE}` } : {}),
  });
  const cut = behaviour.cuts.shift();
  if (cut === undefined) response.end(body);
  else response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/set.zip') serveFile(request, response);
  else if (request.url === '/set.zip.md5' && behaviour.checksum !== null)
    response.end(behaviour.checksum);
  else response.writeHead(404).end('<html>Not found</html>');
}

function url(): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}/set.zip`;
}

const file = () => join(folder, 'set.zip');
const part = () => `${file()}.part`;
const quick = { retryDelayMs: 1 };

beforeEach(async () => {
  behaviour = { ranges: true, checksum: `${md5(CONTENT)}  set.zip\n`, status: 200, cuts: [] };
  requests = [];
  folder = await mkdtemp(join(tmpdir(), 'kinora-download-'));
  server = createServer(serve);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

describe('download', () => {
  it.each([
    ['the md5sum form', () => `${md5(CONTENT)}  set.zip\n`],
    ['the BSD form', () => `MD5 (set.zip) = ${md5(CONTENT).toUpperCase()}\n`],
  ])('fetches a file and verifies a checksum in %s', async (_, checksum) => {
    behaviour.checksum = checksum();
    const progress: [number, number | null][] = [];
    const result = await download(url(), file(), {
      onProgress: (bytes, total) => progress.push([bytes, total]),
    });
    expect(result).toBe('verified');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
    expect(existsSync(part())).toBe(false);
    expect(progress[0]).toEqual([0, SIZE]);
    expect(progress.at(-1)).toEqual([SIZE, SIZE]);
  });

  it('says so when no checksum is published', async () => {
    behaviour.checksum = null;
    expect(await download(url(), file())).toBe('unpublished');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
  });

  it('goes on from the cut when the connection breaks in the middle, twice', async () => {
    behaviour.cuts = [100_000, 50_000];
    expect(await download(url(), file(), quick)).toBe('verified');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
    expect(requests).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('starts over after a cut when the server does not know ranges', async () => {
    behaviour.ranges = false;
    behaviour.cuts = [100_000];
    expect(await download(url(), file(), quick)).toBe('verified');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
    expect(requests).toEqual([undefined, 'bytes=100000-']);
  });

  it('goes on from what an earlier run has left, and counts it in the progress', async () => {
    await writeFile(part(), CONTENT.subarray(0, 200_000));
    const progress: number[] = [];
    await download(url(), file(), { onProgress: (bytes) => progress.push(bytes) });
    expect(requests).toEqual(['bytes=200000-']);
    expect(progress[0]).toBe(200_000);
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
  });

  it('accepts a part that is whole already', async () => {
    await writeFile(part(), CONTENT);
    expect(await download(url(), file())).toBe('verified');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
  });

  it.each([
    ['shorter', Buffer.alloc(1000)],
    ['of the same length', Buffer.alloc(SIZE)],
    ['longer', Buffer.alloc(SIZE + 1000)],
  ])('starts afresh when the part is of an older edition that is %s', async (_, old) => {
    await writeFile(part(), old);
    expect(await download(url(), file(), quick)).toBe('verified');
    expect((await readFile(file())).equals(CONTENT)).toBe(true);
  });

  it('deletes what does not match the checksum and says so', async () => {
    behaviour.checksum = `${'0'.repeat(32)}  set.zip`;
    await expect(download(url(), file())).rejects.toMatchObject({ code: 'data.checksum' });
    expect(existsSync(file())).toBe(false);
    expect(existsSync(part())).toBe(false);
  });

  it('gives up after several cuts, keeps the part, and says how to go on', async () => {
    behaviour.cuts = [1000, 1000, 1000, 1000, 1000, 1000];
    await expect(download(url(), file(), quick)).rejects.toMatchObject({
      code: 'data.interrupted',
      advice: expect.stringContaining('goes on from where it stopped') as string,
    });
    expect((await readFile(part())).equals(CONTENT.subarray(0, 5000))).toBe(true);
  });

  it('keeps the part when it is told to stop', async () => {
    behaviour.cuts = [100_000];
    const stop = new AbortController();
    const running = download(url(), file(), {
      signal: stop.signal,
      retryDelayMs: 60_000,
      onProgress: (bytes) => {
        if (bytes >= 100_000) setTimeout(() => stop.abort(), 50);
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'data.interrupted' });
    expect((await readFile(part())).length).toBe(100_000);
  });

  it('reports a refusal with its status', async () => {
    behaviour.status = 503;
    await expect(download(url(), file())).rejects.toMatchObject({
      code: 'data.http',
      message: expect.stringContaining('503') as string,
    });
  });

  it('names the alternative when the host cannot be reached', async () => {
    const address = url();
    await new Promise((done) => server.close(done));
    await expect(download(address, file())).rejects.toMatchObject({
      code: 'data.offline',
      message: expect.stringContaining('ECONNREFUSED') as string,
      advice: expect.stringContaining('--from') as string,
    });
    server = createServer(serve);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });

  it('says what to do when the file cannot be written', async () => {
    await expect(download(url(), join(folder, 'missing', 'set.zip'))).rejects.toMatchObject({
      code: 'data.disk',
      advice: expect.stringContaining('--out') as string,
    });
  });
});
