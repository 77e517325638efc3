import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { assignAll, kMeans } from './kMeans';

const DIMENSIONS = 3;

describe('k-means', () => {
  const random = createRandom(4);
  const rows = new Float32Array(301 * DIMENSIONS).map(() => random.normal());

  it.each([1, 2, 7])('assigns every row to the nearest of %i centroids', (clusters) => {
    const centroids = kMeans(rows, DIMENSIONS, clusters, 5, createRandom(1));
    const assigned = new Int32Array(301);
    assignAll(rows, DIMENSIONS, centroids, assigned);
    const distance = (row: number, c: number): number =>
      [0, 1, 2].reduce(
        (sum, i) => sum + (rows[row * DIMENSIONS + i] - centroids[c * DIMENSIONS + i]) ** 2,
        0,
      );
    assigned.forEach((at, row) => {
      for (let c = 0; c < clusters; c++) {
        expect(distance(row, at)).toBeLessThanOrEqual(distance(row, c) + 1e-5);
      }
    });
  });

  it('finds the means of far clusters', () => {
    const planted = Float32Array.from({ length: 60 }, (_, row) => (row % 2) * 100 + (row % 5) / 10);
    const centroids = kMeans(planted, 1, 2, 20, createRandom(3)).sort();
    expect(centroids[0]).toBeCloseTo(0.2, 5);
    expect(centroids[1]).toBeCloseTo(100.2, 4);
  });

  it('gives no more centroids than there are rows', () => {
    expect(kMeans(rows.subarray(0, 6), DIMENSIONS, 5, 3, createRandom(1))).toHaveLength(6);
  });
});
