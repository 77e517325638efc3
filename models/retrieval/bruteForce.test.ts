import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { BruteForceIndex } from './bruteForce';

const MOVIES = 500;
const DIMENSIONS = 33;
const random = createRandom(7);
const items = new Float32Array(MOVIES * DIMENSIONS).map(() => random.normal());
const queries = Array.from({ length: 5 }, () =>
  new Float32Array(DIMENSIONS).map(() => random.normal()),
);
const everything = new Uint8Array(MOVIES).fill(1);

/** Inner products in double precision. */
function naiveScores(query: Float32Array): number[] {
  return Array.from({ length: MOVIES }, (_, movie) =>
    query.reduce((sum, value, i) => sum + value * items[movie * DIMENSIONS + i], 0),
  );
}

/** What rounding to float32 can add up to in one inner product (Higham 2002, 3.1). */
function errorBound(query: Float32Array, movie: number): number {
  const magnitude = query.reduce(
    (sum, value, i) => sum + Math.abs(value * items[movie * DIMENSIONS + i]),
    0,
  );
  return DIMENSIONS * 2 ** -24 * magnitude;
}

onEachBackend('brute force search', () => {
  async function withIndex<T>(work: (index: BruteForceIndex) => Promise<T>): Promise<T> {
    const index = new BruteForceIndex(items, DIMENSIONS);
    try {
      return await work(index);
    } finally {
      index.dispose();
    }
  }

  it('scores every movie as a naive loop does, within the rounding of float32', async () => {
    for (const query of queries) {
      const scores = await withIndex((index) => index.scores(query));
      expect(scores).toHaveLength(MOVIES);
      naiveScores(query).forEach((expected, movie) => {
        expect(Math.abs(scores[movie] - expected)).toBeLessThanOrEqual(errorBound(query, movie));
      });
    }
  });

  it('finds the movies that a full sort of the naive scores finds', async () => {
    for (const query of queries) {
      const found = await withIndex((index) => index.search(query, 20, everything));
      const naive = naiveScores(query);
      const expected = naive
        .map((_, movie) => movie)
        .sort((a, b) => naive[b] - naive[a])
        .slice(0, 20);
      expect(Array.from(found.positions)).toEqual(expected);
    }
  });

  it('gives k results although the best movies are all filtered', async () => {
    const naive = naiveScores(queries[0]);
    const order = naive.map((_, movie) => movie).sort((a, b) => naive[b] - naive[a]);
    const allowed = new Uint8Array(MOVIES);
    for (const movie of order.slice(-30)) allowed[movie] = 1;
    const found = await withIndex((index) => index.search(queries[0], 30, allowed));
    expect(Array.from(found.positions)).toEqual(order.slice(-30));
  });

  it('gives fewer only when fewer are allowed', async () => {
    const allowed = new Uint8Array(MOVIES);
    allowed[3] = 1;
    allowed[400] = 1;
    const found = await withIndex((index) => index.search(queries[0], 10, allowed));
    expect(Array.from(found.positions).sort((a, b) => a - b)).toEqual([3, 400]);
  });

  it('refuses a query of another length and frees what it made', async () => {
    await withIndex(async (index) => {
      await expect(index.scores(new Float32Array(DIMENSIONS + 1))).rejects.toThrow();
    });
  });

  it('finds nothing for a query that is not a number', async () => {
    const query = new Float32Array(DIMENSIONS).fill(NaN);
    const found = await withIndex((index) => index.search(query, 5, everything));
    expect(found.positions).toHaveLength(0);
  });
});
