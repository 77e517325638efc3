import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { selectTopK } from '../topK';
import { buildIndex } from './build';
import { defaultScannConfig } from './config';
import { innerProduct } from './innerProduct';
import { ScannIndex } from './scannIndex';
import { measureEfforts } from './tune';

const MOVIES = 2000;
const DIMENSIONS = 16;
const QUERIES = 60;
const K = 40;
const random = createRandom(12);
const normals = (rows: number) => new Float32Array(rows * DIMENSIONS).map(() => random.normal());
const items = normals(MOVIES);
const queries = normals(QUERIES);
const everything = new Uint8Array(MOVIES).fill(1);

describe('a measured effort', () => {
  const config = { ...defaultScannConfig(MOVIES, DIMENSIONS), answerSizes: [K] };
  const tables = buildIndex(items, DIMENSIONS, normals(100), config, 1);
  const efforts = measureEfforts(tables, items, queries, [K]);

  /** Recall of real searches on the very queries that were measured. */
  function recallAt(target: number): number {
    const index = new ScannIndex({ ...tables, ...efforts(target) }, items);
    let found = 0;
    for (let q = 0; q < QUERIES; q++) {
      const query = queries.slice(q * DIMENSIONS, (q + 1) * DIMENSIONS);
      const scores = Float32Array.from({ length: MOVIES }, (_, movie) =>
        innerProduct(query, items, movie * DIMENSIONS),
      );
      const truth = new Set(selectTopK(scores, K, () => true).positions);
      const { found: answer } = index.searchCounted(query, K, everything);
      found += answer.positions.filter((movie) => truth.has(movie)).length;
    }
    return found / (QUERIES * K);
  }

  it.each([0.6, 0.9, 0.97, 1])('has the recall %f that it promises', (target) => {
    expect(recallAt(target)).toBeGreaterThanOrEqual(target - 1e-9);
  });

  it('is smaller for a lower recall, and no larger than it has to be', () => {
    const [low, high] = [0.7, 0.97].map((target) => efforts(target).operatingPoints[0]);
    const cost = ({ scanned, rescored }: typeof low): number => scanned + 16 * rescored;
    expect(cost(low)).toBeLessThan(cost(high));
    expect(recallAt(0.7)).toBeLessThan(0.8);
  });
});
