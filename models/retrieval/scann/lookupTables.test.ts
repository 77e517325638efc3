import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { BlockedScores } from './blockedScores';
import { Candidates } from './candidates';
import { byteTables, slotScore, WORD_VALUES, wordTables } from './lookupTables';
import { scanBytes, scanWords, type ScanTarget } from './scan';
import { splitDimensions, type ScannTables } from './tables';

const ROWS = 300;
const DIMENSIONS = 21;
const SUBSPACES = 8;
const WIDTH = SUBSPACES / 2;
const random = createRandom(3);
const normals = (count: number) => new Float32Array(count).map(() => random.normal());

const tables: ScannTables = {
  movies: ROWS,
  dimensions: DIMENSIONS,
  queryTransform: new Float32Array(DIMENSIONS * DIMENSIONS),
  centroids: normals(DIMENSIONS),
  spread: Float32Array.of(1),
  partitionStart: Int32Array.of(0, ROWS),
  movieOf: Int32Array.from({ length: ROWS }, (_, slot) => (slot * 7) % ROWS),
  codebooks: normals(16 * DIMENSIONS),
  subspaceStart: splitDimensions(DIMENSIONS, SUBSPACES),
  codes: new Uint8Array(ROWS * WIDTH).map(() => random.integer(256)),
  optimism: 0,
  operatingPoints: [],
};
const query = normals(DIMENSIONS);

/** The inner product with the centres that the codes of a slot name, dimension by dimension. */
function decodeAndDot(slot: number): number {
  let sum = 0;
  for (let i = 0; i < DIMENSIONS; i++) {
    const subspace = tables.subspaceStart.findLastIndex((start) => start <= i);
    const byte = tables.codes[slot * WIDTH + Math.floor(subspace / 2)];
    const code = Number.parseInt(byte.toString(16).padStart(2, '0')[1 - (subspace % 2)], 16);
    sum += query[i] * tables.codebooks[code * DIMENSIONS + i];
  }
  return sum;
}

describe('lookup tables', () => {
  const bytes = byteTables(tables, query);

  it('give every row the inner product of the query with the centres that its codes name', () => {
    for (let slot = 0; slot < ROWS; slot++) {
      expect(slotScore(tables.codes, WIDTH, bytes, slot)).toBeCloseTo(decodeAndDot(slot), 4);
    }
  });

  it('find the best allowed rows by bytes and by words, as a full sort does', () => {
    const allowed = new Uint8Array(ROWS).map((_, movie) => (movie % 3 === 0 ? 0 : 1));
    const run = { from: 10, to: ROWS, base: 2 };
    const expected = Array.from({ length: ROWS }, (_, slot) => slot)
      .filter((slot) => slot >= run.from && allowed[tables.movieOf[slot]] === 1)
      .sort((a, b) => decodeAndDot(b) - decodeAndDot(a))
      .slice(0, 25)
      .sort((a, b) => a - b);
    const words = wordTables(bytes, new Float32Array((WIDTH / 2) * WORD_VALUES));
    const found = [
      (target: ScanTarget) => scanBytes(tables.codes, WIDTH, bytes, run, target),
      (target: ScanTarget) =>
        scanWords(new Uint16Array(tables.codes.buffer), WIDTH / 2, words, run, target),
    ].map((scan) => {
      const target: ScanTarget = {
        movieOf: tables.movieOf,
        allowed,
        candidates: new Candidates(25),
        answers: new Candidates(5),
        tested: 0,
        blocked: new BlockedScores(),
      };
      scan(target);
      expect(target.tested).toBeGreaterThanOrEqual(25);
      expect(target.tested).toBeLessThanOrEqual(run.to - run.from);
      target.answers.settle();
      const fifth = target.answers.threshold;
      const above = (slot: number): boolean =>
        slot >= run.from &&
        allowed[tables.movieOf[slot]] === 0 &&
        run.base + slotScore(tables.codes, WIDTH, bytes, slot) > fifth;
      const forbidden = Array.from({ length: ROWS }, (_, slot) => slot).filter(above);
      expect(forbidden.length).toBeGreaterThan(0);
      expect(target.blocked.countAbove(fifth)).toBe(forbidden.length);
      return Array.from(target.candidates.best().sort());
    });
    expect(found).toEqual([expected, expected]);
  });
});
