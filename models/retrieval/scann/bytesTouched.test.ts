import { expect, it } from 'vitest';
import { bruteForceBytes, bytesTouched } from './bytesTouched';

it('counts every number that a search reads', () => {
  const sizes = { dimensions: 10, partitions: 4, centres: 16, codeBytes: 3 };
  const touched = bytesTouched(sizes, { scanned: 100, tested: 20, rescored: 7 });
  // Transform 100, centroids 40, codebooks 160 numbers; spread and start of 4 partitions.
  expect(touched.overhead).toBe(4 * (100 + 40 + 160 + 8));
  expect(touched.codes).toBe(300);
  // Movie and mask of a slot.
  expect(touched.filter).toBe(20 * 5);
  // Ten numbers of a row, and its movie.
  expect(touched.rows).toBe(7 * 44);
  expect(touched.total).toBe(1232 + 300 + 100 + 308);
  expect(bruteForceBytes(100, 10)).toBe(4000);
});
