/** @file In which order the partitions of a ScaNN index are searched. */
import type { ScannTables } from './tables';

/** A partition and the inner product of its centroid with the query. */
export interface RankedPartition {
  readonly partition: number;
  readonly base: number;
}

/** `q' = B q`, `[D]`. */
export function transformQuery(tables: ScannTables, query: Float32Array): Float32Array {
  const { dimensions, queryTransform } = tables;
  const transformed = new Float32Array(dimensions);
  for (let i = 0, at = 0; i < dimensions; i++) {
    let sum = 0;
    for (let j = 0; j < dimensions; j++, at++) sum += queryTransform[at] * query[j];
    transformed[i] = sum;
  }
  return transformed;
}

/**
 * Partitions by the score that their best rows may reach: the centroid's, plus `optimism` spreads
 * along the query. Best first.
 *
 * @param query `[D]` in the transformed space
 */
export function rankPartitions(
  tables: ScannTables,
  query: Float32Array,
  optimism: number,
): RankedPartition[] {
  const { centroids, spread, dimensions } = tables;
  const length = Math.hypot(...query);
  const ranked = Array.from(spread, (deviation, partition) => {
    let base = 0;
    const start = partition * dimensions;
    for (let i = 0; i < dimensions; i++) base += query[i] * centroids[start + i];
    return { partition, base, reach: base + optimism * length * deviation };
  });
  return ranked.sort((a, b) => b.reach - a.reach || a.partition - b.partition);
}
