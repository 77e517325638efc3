import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { PackError } from '../../pack/errors';
import { buildIndex } from './build';
import { defaultScannConfig } from './config';
import { decodeIndex, describeIndex, encodeIndex } from './indexFile';
import { ScannIndex } from './scannIndex';

const MOVIES = 500;
const DIMENSIONS = 13;
const random = createRandom(6);
const items = new Float32Array(MOVIES * DIMENSIONS).map(() => random.normal());
const tables = buildIndex(items, DIMENSIONS, items, defaultScannConfig(MOVIES, DIMENSIONS), 3);
const entry = { ...describeIndex(tables), file: 'index.bin' };
const bytes = encodeIndex(tables);

describe('the file of an index', () => {
  it('gives back every array, wherever its bytes lie', () => {
    const shifted = Uint8Array.from([1, 2, 3, ...bytes]).subarray(3);
    expect(decodeIndex(entry, shifted)).toEqual(tables);
  });

  it('answers as the index that it was written from', async () => {
    const [before, after] = [tables, decodeIndex(entry, bytes)].map(
      (decoded) => new ScannIndex(decoded, items),
    );
    const mask = new Uint8Array(MOVIES).map((_, movie) => (movie % 4 === 0 ? 0 : 1));
    const query = items.slice(0, DIMENSIONS);
    expect(await after.search(query, 20, mask)).toEqual(await before.search(query, 20, mask));
  });

  it('is little-endian', () => {
    const view = new DataView(bytes.buffer);
    expect(view.getFloat32(0, true)).toBe(tables.queryTransform[0]);
    expect(bytes.at(-1)).toBe(tables.codes.at(-1));
  });

  it('is refused when it is too short, too long or for other sizes', () => {
    for (const wrong of [bytes.subarray(1), Uint8Array.from([...bytes, 0])]) {
      expect(() => decodeIndex(entry, wrong)).toThrow(PackError);
    }
    expect(() => decodeIndex({ ...entry, movies: MOVIES - 1 }, bytes)).toThrow(/index\.bin has/);
  });

  it('is refused when its partitions forget a movie', () => {
    const broken = { ...tables, movieOf: tables.movieOf.with(0, tables.movieOf[1]) };
    expect(() => decodeIndex(entry, encodeIndex(broken))).toThrow(/cover the 500 movies once each/);
    const gap = { ...tables, partitionStart: tables.partitionStart.with(0, 2) };
    expect(() => decodeIndex(entry, encodeIndex(gap))).toThrow(PackError);
  });
});
