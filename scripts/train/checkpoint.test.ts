import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleInteractions } from '../../models/testing/examples';
import type { IalsState } from '../../models/training/alternate';
import { Checkpoint } from './checkpoint';

const interactions = exampleInteractions(30, [3, 5]);
const KEY = { dimensions: 2, seed: 1 };
const state: IalsState = {
  alternation: 3,
  lossCurve: [3.25, 2.5, 1 / 3],
  users: Float32Array.of(1.5, -2, 0, 1e-30),
  movies: Float32Array.from({ length: 60 }, (_, i) => Math.fround(1 / (i + 3))),
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

const checkpoint = (key: unknown = KEY, of = interactions): Checkpoint =>
  new Checkpoint(of, key, folder);

/** Saves a checkpoint and gives the path of its file. */
async function saved(): Promise<string> {
  await checkpoint().save(state);
  const [file] = await readdir(folder);
  return join(folder, file);
}

describe('a checkpoint', () => {
  it('is none before the first save', async () => {
    expect(await checkpoint().load()).toBeNull();
  });

  it('gives back bit for bit what was saved', async () => {
    await checkpoint().save(state);
    expect(await checkpoint().load()).toEqual(state);
  });

  it('keeps the last state alone, in one file, and leaves nothing unfinished', async () => {
    await checkpoint().save(state);
    await checkpoint().save({ ...state, alternation: 4, lossCurve: [4, 3, 2, 1] });
    expect((await checkpoint().load())?.alternation).toBe(4);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('belongs to one configuration on one data set', async () => {
    await checkpoint().save(state);
    expect(await checkpoint({ ...KEY, seed: 2 }).load()).toBeNull();
    expect(await checkpoint(KEY, exampleInteractions(30, [3, 5], 99)).load()).toBeNull();
    const regrouped = { ...interactions, offsets: Int32Array.of(0, 4, 8) };
    expect(await checkpoint(KEY, regrouped).load()).toBeNull();
  });

  it('makes its folder', async () => {
    const deep = new Checkpoint(interactions, KEY, join(folder, 'a', 'b'));
    await deep.save(state);
    expect(await deep.load()).toEqual(state);
  });
});

describe('a checkpoint file that is spoilt', () => {
  it('counts as none wherever it was cut short', async () => {
    const path = await saved();
    const whole = (await readFile(path)).length;
    const lengths = [whole - 1, whole - 2, whole - 4, whole - 60, 90, 40, 7, 1, 0];
    for (const length of lengths.sort((a, b) => b - a)) {
      await truncate(path, length);
      expect(await checkpoint().load()).toBeNull();
    }
  });

  it('counts as none when it grew', async () => {
    const path = await saved();
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.alloc(4)]));
    expect(await checkpoint().load()).toBeNull();
  });

  it.each([
    'no header at all',
    '\n',
    '{"alternation": 3\n',
    'null\n',
    '{"alternation":3,"lossCurve":[1],"userValues":"2","movieValues":2}\n',
    '{"alternation":-1,"lossCurve":[],"userValues":0,"movieValues":0}\n',
    '{"alternation":1,"lossCurve":[null],"userValues":0,"movieValues":0}\n',
  ])('counts as none with the header %j', async (header) => {
    const path = await saved();
    await writeFile(path, header);
    expect(await checkpoint().load()).toBeNull();
  });

  it('is an error, not a fresh start, when it is there but cannot be read', async () => {
    const path = await saved();
    await rm(path);
    await mkdir(path);
    await expect(checkpoint().load()).rejects.toThrow(/EISDIR/);
  });
});
