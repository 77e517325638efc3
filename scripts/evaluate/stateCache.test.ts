import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StateCache } from './stateCache';

const STATE = {
  bytes: Uint8Array.of(1, 2, 3),
  floats: Float32Array.of(1.5, -2, NaN),
  doubles: Float64Array.of(Math.PI, Number.MAX_VALUE),
  integers: Int32Array.of(-7, 8),
  nothing: new Float32Array(0),
};

describe('the cache of states', () => {
  let folder = '';
  let cache = new StateCache(folder);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinora-states-'));
    cache = new StateCache(join(folder, 'made', 'when', 'needed'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const pathOf = (key: string) => join(folder, 'made', 'when', 'needed', `${key}.state`);

  it('gives back every kind of array as it was', async () => {
    await cache.save('a', STATE);
    expect(await cache.load('a')).toEqual(STATE);
    await cache.save('empty', {});
    expect(await cache.load('empty')).toEqual({});
  });

  it('saves the part of a buffer that an array shows, no more', async () => {
    const view = new Int32Array([1, 2, 3, 4]).subarray(1, 3);
    await cache.save('view', { view });
    expect(await cache.load('view')).toEqual({ view: Int32Array.of(2, 3) });
  });

  it('has nothing under a key that was never saved', async () => {
    expect(await cache.load('other')).toBeNull();
  });

  it.each([
    { what: 'cut short', spoil: (bytes: Buffer) => bytes.subarray(0, -1) },
    { what: 'too long', spoil: (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)]) },
    { what: 'empty', spoil: () => Buffer.alloc(0) },
    { what: 'something else', spoil: () => Buffer.from('{"a":1}\nxyz') },
  ])('treats a file that is $what as none', async ({ spoil }) => {
    await cache.save('spoilt', STATE);
    await writeFile(pathOf('spoilt'), spoil(await readFile(pathOf('spoilt'))));
    expect(await cache.load('spoilt')).toBeNull();
  });

  it('leaves no unfinished file behind', async () => {
    await cache.save('a', STATE);
    const files = await readdir(join(folder, 'made', 'when', 'needed'));
    expect(files.every((file) => file.endsWith('.state'))).toBe(true);
  });
});
