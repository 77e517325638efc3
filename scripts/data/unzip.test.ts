import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from './unzip';

const text = (content: string) => new TextEncoder().encode(content);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-unzip-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function archive(files: Parameters<typeof zipSync>[0]): Promise<string> {
  const path = join(folder, 'set.zip');
  await writeFile(path, zipSync(files));
  return path;
}

const out = (name = '') => join(folder, 'out', name);

describe('unzip', () => {
  it('unpacks chosen files from any folder of the archive, deflated, stored or empty', async () => {
    const long = 'userId,movieId\n'.repeat(200_000);
    const path = await archive({
      'ml-32m/ratings.csv': text(long),
      'ml-32m/movies.csv': [text('movieId,title\n'), { level: 0 }],
      'ml-32m/tags.csv': text(''),
      'ml-32m/genome-scores.csv': text('big'),
      '__MACOSX/ml-32m/._ratings.csv': text('junk'),
    });
    const progress: number[] = [];
    const names = await unzip(path, out(), ['ratings.csv', 'movies.csv', 'tags.csv', 'links.csv'], {
      onProgress: (done, total) => progress.push(done / total),
    });
    expect(names.sort()).toEqual(['movies.csv', 'ratings.csv', 'tags.csv']);
    expect((await readdir(out())).sort()).toEqual(['movies.csv', 'ratings.csv', 'tags.csv']);
    expect(await readFile(out('ratings.csv'), 'utf8')).toBe(long);
    expect(await readFile(out('movies.csv'), 'utf8')).toBe('movieId,title\n');
    expect(await readFile(out('tags.csv'), 'utf8')).toBe('');
    expect(progress.at(-1)).toBe(1);
  });

  it('writes nothing outside the folder, whatever path an archive claims', async () => {
    const path = await archive({ '../../ratings.csv': text('a'), '/etc/movies.csv': text('b') });
    await unzip(path, out(), ['ratings.csv', 'movies.csv']);
    expect((await readdir(out())).sort()).toEqual(['movies.csv', 'ratings.csv']);
    expect((await readdir(folder)).sort()).toEqual(['out', 'set.zip']);
  });

  it.each<[what: string, spoil: (bytes: Uint8Array) => Uint8Array]>([
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 40)],
    ['no archive', () => text('<html>404 Not Found</html>'.repeat(10))],
    ['empty', () => new Uint8Array(0)],
    ['altered inside', (bytes) => bytes.with(60, bytes[60] ^ 0xff)],
    ['without its local header', (bytes) => bytes.with(0, 0)],
  ])('refuses an archive that is %s with advice', async (_, spoil) => {
    const path = await archive({
      'ml/ratings.csv': text(Array.from({ length: 999 }, (_, i) => `${i},${i * i}`).join('\n')),
    });
    await writeFile(path, spoil(new Uint8Array(await readFile(path))));
    await expect(unzip(path, out(), ['ratings.csv'])).rejects.toMatchObject({
      code: 'data.archive',
      advice: expect.stringContaining('--from') as string,
    });
  });

  it('notices a single wrong byte of a stored file by its checksum', async () => {
    const path = await archive({ 'ratings.csv': [text('userId,movieId\n1,2\n'), { level: 0 }] });
    const bytes = await readFile(path);
    bytes[bytes.indexOf('1,2')] = '9'.charCodeAt(0);
    await writeFile(path, bytes);
    await expect(unzip(path, out(), ['ratings.csv'])).rejects.toMatchObject({
      code: 'data.archive',
    });
  });

  it('stops when it is told to', async () => {
    const path = await archive({ 'ratings.csv': text('a'.repeat(100_000)) });
    const signal = AbortSignal.abort();
    await expect(unzip(path, out(), ['ratings.csv'], { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
