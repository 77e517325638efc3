import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveDataset } from './datasetFolder';
import { obtainDataset } from './obtain';
import type { ObtainOptions } from './obtain';
import { summarise } from './summary';

const FILES = {
  'ratings.csv':
    'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,2,3.5,964981247\n2,1,0.5,1445714835\n',
  'movies.csv': 'movieId,title,genres\n1,Toy Story (1995),Comedy\n2,"Net, The (1995)",Drama\n',
  'links.csv': 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113957,1642\n',
  'README.txt': 'Usage License',
};
const NAME = 'ml-latest-small';

let folder = '';
let cacheFolder = '';
let server: Server | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-obtain-'));
  cacheFolder = join(folder, 'cache');
});
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(null)));
  server = null;
  await rm(folder, { recursive: true });
});

function zipOf(files: Record<string, string>): Uint8Array {
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`${NAME}/${file}`, encoder.encode(text)]),
    ),
  );
}

async function folderOf(files: Record<string, string>): Promise<string> {
  const home = join(folder, 'given', NAME);
  await mkdir(home, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(home, file), text);
  return home;
}

/** Serves an archive and its checksum; returns the address and counts the downloads. */
async function host(archive: Uint8Array): Promise<{ baseUrl: string; downloads: () => number }> {
  let downloads = 0;
  const started = createServer((request, response) => {
    if (request.url?.endsWith('.md5')) {
      response.end(`MD5 (x.zip) = ${createHash('md5').update(archive).digest('hex')}\n`);
    } else {
      downloads++;
      response.end(archive);
    }
  });
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { baseUrl: `http://127.0.0.1:${address.port}`, downloads: () => downloads };
}

const obtain = (options: Partial<ObtainOptions>) =>
  obtainDataset(NAME, { cacheFolder, ...options });

describe('obtainDataset', () => {
  it('downloads, verifies, unpacks and reads a set once, then finds it in the cache', async () => {
    const { baseUrl, downloads } = await host(zipOf(FILES));
    const steps = new Set<string>();
    const first = await obtain({ baseUrl, onProgress: (step) => steps.add(step) });
    expect([...steps]).toEqual(['download', 'unzip', 'read']);
    expect(summarise(first)).toMatchObject({
      dataset: NAME,
      folder: join(cacheFolder, NAME),
      origin: 'download',
      checksum: 'verified',
      ratings: 3,
      users: 2,
      movies: 2,
      ratedMovies: 2,
      malformedLines: 0,
      timeSpan: { first: '2000-07-30T18:20:47.000Z', last: '2015-10-24T19:27:15.000Z' },
    });
    expect(first.dataset.movies[0]).toMatchObject({ imdbId: 114709, tmdbId: 862 });
    expect(await readdir(cacheFolder)).toEqual([NAME]);
    const second = await obtain({ baseUrl });
    expect(second.origin).toBe('cache');
    expect(downloads()).toBe(1);
  });

  it('unpacks a given zip into the cache and leaves the zip where it is', async () => {
    const zip = join(folder, 'given.zip');
    await writeFile(zip, zipOf(FILES));
    const { origin, folder: home } = await obtain({ from: zip });
    expect(origin).toBe('zip');
    expect((await readdir(home)).sort()).toEqual(Object.keys(FILES).sort());
    expect(existsSync(zip)).toBe(true);
  });

  it('reads a given folder, or the one above it, where it is', async () => {
    const home = await folderOf(FILES);
    for (const from of [home, join(folder, 'given')]) {
      expect(await obtain({ from })).toMatchObject({ origin: 'folder', folder: home });
    }
    expect(existsSync(cacheFolder)).toBe(false);
  });

  it('keeps a bad archive out of the cache, and the good set that was there', async () => {
    const good = await folderOf(FILES);
    await mkdir(cacheFolder);
    await cp(good, join(cacheFolder, NAME), { recursive: true });
    const zip = join(folder, 'bad.zip');
    await writeFile(zip, zipOf({ ...FILES, 'ratings.csv': `${FILES['ratings.csv']}bad line\n` }));
    await expect(obtain({ from: zip })).rejects.toMatchObject({ code: 'data.malformed' });
    expect(await readdir(cacheFolder)).toEqual([NAME]);
    expect((await obtain({})).dataset.ratings.userId).toHaveLength(3);
  });

  it('says which files an archive or a folder lacks', async () => {
    const zip = join(folder, 'other.zip');
    await writeFile(zip, zipOf({ 'ratings.dat': '1::2::3' }));
    await expect(obtain({ from: zip })).rejects.toMatchObject({
      code: 'data.archive',
      message: expect.stringContaining('ratings.csv and movies.csv') as string,
    });
    await expect(obtain({ from: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'data.missing',
    });
  });

  it('stops when a read is cancelled', async () => {
    const from = await folderOf(FILES);
    await expect(obtain({ from, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('resolveDataset', () => {
  it('finds a set in the cache, or names the command that fetches it', async () => {
    await expect(resolveDataset('ml-1m', undefined, cacheFolder)).rejects.toMatchObject({
      code: 'data.missing',
      advice: 'Fetch it first: npm run data -- --dataset ml-1m',
    });
    const home = join(cacheFolder, 'ml-1m');
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'ratings.dat'), '');
    await writeFile(join(home, 'movies.dat'), '');
    expect(await resolveDataset('ml-1m', undefined, cacheFolder)).toBe(home);
    expect(await resolveDataset('ml-1m', cacheFolder)).toBe(home);
  });

  it('does not take the folder of another set for the one that is meant', async () => {
    const small = await folderOf(FILES);
    expect(await resolveDataset('ml-latest-small', small)).toBe(small);
    await expect(resolveDataset('ml-latest', small)).rejects.toMatchObject({
      code: 'data.missing',
    });
  });
});
