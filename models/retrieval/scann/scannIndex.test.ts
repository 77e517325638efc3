import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { buildIndex } from './build';
import type { ScannConfig } from './config';
import { encodeIndex } from './indexFile';
import { ScannIndex } from './scannIndex';
import type { ScannTables } from './tables';

const MOVIES = 3000;
const DIMENSIONS = 19;
const CLUSTERS = 30;
const K = 50;
/** As for a test: a busy machine builds slowly. */
const BUILD_TIMEOUT_MS = 60_000;
const config: ScannConfig = {
  partitions: CLUSTERS,
  subspaces: 8,
  threshold: 0.2,
  isQueryAware: true,
  targetRecall: 0.97,
  answerSizes: [K, 4 * K, 16 * K],
};

/** Rows and queries around planted centres, as people and movies lie around tastes. */
function planted(seed: number) {
  const random = createRandom(seed);
  const centres = new Float32Array(CLUSTERS * DIMENSIONS).map(() => random.normal());
  const around = (rows: number): Float32Array => {
    const values = new Float32Array(rows * DIMENSIONS);
    for (let row = 0; row < rows; row++) {
      const centre = random.integer(CLUSTERS) * DIMENSIONS;
      for (let i = 0; i < DIMENSIONS; i++) {
        values[row * DIMENSIONS + i] = centres[centre + i] + 0.3 * random.normal();
      }
    }
    return values;
  };
  return { items: around(MOVIES), queries: around(200), unseen: around(100) };
}

const { items, queries, unseen } = planted(1);
const everything = new Uint8Array(MOVIES).fill(1);
const queryAt = (q: number): Float32Array => unseen.slice(q * DIMENSIONS, (q + 1) * DIMENSIONS);

/** Allowed movies by naive double-precision scores, best first. */
function naiveOrder(query: Float32Array, allowed: Uint8Array): number[] {
  const scores = Array.from({ length: MOVIES }, (_, movie) =>
    query.reduce((sum, x, i) => sum + x * items[movie * DIMENSIONS + i], 0),
  );
  return scores
    .map((_, movie) => movie)
    .filter((movie) => allowed[movie] === 1)
    .sort((a, b) => scores[b] - scores[a]);
}

describe('the ScaNN index', () => {
  let tables: ScannTables;
  let index: ScannIndex;
  beforeAll(() => {
    tables = buildIndex(items, DIMENSIONS, queries, config, 1);
    index = new ScannIndex(tables, items);
  }, BUILD_TIMEOUT_MS);

  it('finds 95 % of the true best for queries it has not seen, at a quarter of the bytes', () => {
    let found = 0;
    let bytes = 0;
    for (let q = 0; q < 100; q++) {
      const truth = new Set(naiveOrder(queryAt(q), everything).slice(0, K));
      const answer = index.searchCounted(queryAt(q), K, everything);
      found += answer.found.positions.filter((movie) => truth.has(movie)).length;
      bytes += answer.touched.total;
    }
    expect(found / (100 * K)).toBeGreaterThan(0.95);
    expect(bytes / 100).toBeLessThan((MOVIES * DIMENSIONS * 4) / 4);
  });

  it('gives exactly the true best, in order, when everything is scanned and scored', async () => {
    const exact = new ScannIndex({ ...tables, operatingPoints: [] }, items);
    for (let q = 0; q < 10; q++) {
      const { positions, scores } = await exact.search(queryAt(q), K, everything);
      expect(Array.from(positions)).toEqual(naiveOrder(queryAt(q), everything).slice(0, K));
      expect(Array.from(scores)).toEqual(Array.from(scores).sort((a, b) => b - a));
    }
  });

  it('never returns a filtered movie, and fewer than k only when fewer are allowed', async () => {
    const random = createRandom(9);
    for (const share of [0.5, 0.1, 0.03, 0.01, 0.001, 0]) {
      const allowed = new Uint8Array(MOVIES).map(() => (random.next() < share ? 1 : 0));
      const open = allowed.reduce((sum, byte) => sum + byte, 0);
      for (let q = 0; q < 5; q++) {
        const { positions } = await index.search(queryAt(q), K, allowed);
        expect(positions).toHaveLength(Math.min(K, open));
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions.every((movie) => allowed[movie] === 1)).toBe(true);
      }
    }
  });

  it('keeps most of its recall where a filter takes whole neighbourhoods of the answers away', async () => {
    let found = 0;
    for (let q = 0; q < 40; q++) {
      const allowed = everything.slice();
      for (const movie of naiveOrder(queryAt(q), everything).slice(0, 300)) allowed[movie] = 0;
      const truth = new Set(naiveOrder(queryAt(q), allowed).slice(0, K));
      const { positions } = await index.search(queryAt(q), K, allowed);
      found += positions.filter((movie) => truth.has(movie)).length;
    }
    // Scanning no deeper than for an open filter finds less than half.
    expect(found / (40 * K)).toBeGreaterThan(0.75);
  });

  it('gives the lower of equal movies first, as exact search does', async () => {
    const twins = items.map((_, at) => items[at % ((MOVIES / 2) * DIMENSIONS)]);
    const twinIndex = new ScannIndex(
      { ...buildIndex(twins, DIMENSIONS, queries, config, 1), operatingPoints: [] },
      twins,
    );
    const { positions } = await twinIndex.search(queryAt(0), 10, everything);
    for (let i = 0; i < 10; i += 2) expect(positions[i + 1]).toBe(positions[i] + MOVIES / 2);
  });

  it('answers more than everything, and nothing', async () => {
    const all = await index.search(queryAt(0), 2 * MOVIES, everything);
    expect(all.positions).toHaveLength(MOVIES);
    expect((await index.search(queryAt(0), 0, everything)).positions).toHaveLength(0);
  });

  it('finds nothing for a query that is not a number', async () => {
    const query = new Float32Array(DIMENSIONS).fill(NaN);
    expect((await index.search(query, 5, everything)).positions).toHaveLength(0);
  });

  it('refuses a table of another size', () => {
    expect(() => new ScannIndex(tables, items.subarray(1))).toThrow(RangeError);
  });

  it('is the same to the byte for the same seed, and another for another', () => {
    const again = buildIndex(items, DIMENSIONS, queries, config, 1);
    const other = buildIndex(items, DIMENSIONS, queries, config, 2);
    expect(encodeIndex(again)).toEqual(encodeIndex(tables));
    expect(again.operatingPoints).toEqual(tables.operatingPoints);
    expect(encodeIndex(other)).not.toEqual(encodeIndex(tables));
  });

  it.each([
    [1, 5],
    [2, 3],
    [40, 1],
  ])('can be built over %i rows of %i numbers', async (rows, dimensions) => {
    const random = createRandom(8);
    const small = new Float32Array(rows * dimensions).map(() => random.normal());
    const built = buildIndex(small, dimensions, small, config, 1);
    const query = new Float32Array(dimensions).fill(1);
    const mask = new Uint8Array(rows).fill(1);
    const { positions } = await new ScannIndex(built, small).search(query, rows, mask);
    expect(Array.from(positions).sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
  });
});
