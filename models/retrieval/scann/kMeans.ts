/** @file k-means (Lloyd) from seeded random rows. */
import type { Random } from '../../dataset/random';
import { halfSquares, nearestCentroid } from './nearestCentroid';

/** Rounds that change fewer than this share of the rows end the search. */
const SETTLED_SHARE = 0.005;

/**
 * Centroids of the rows, `[min(clusters, rows), D]`. A centroid that loses all its rows starts again
 * at a random row.
 *
 * @param rows `[N, D]`, at least one
 */
export function kMeans(
  rows: Float32Array,
  dimensions: number,
  clusters: number,
  rounds: number,
  random: Random,
): Float32Array {
  const count = rows.length / dimensions;
  const centroids = randomRows(rows, dimensions, Math.min(clusters, count), random);
  const assigned = new Int32Array(count).fill(-1);
  for (let round = 0; round < rounds; round++) {
    const changed = assignAll(rows, dimensions, centroids, assigned);
    moveCentroids(rows, dimensions, centroids, assigned, random);
    if (changed < SETTLED_SHARE * count) break;
  }
  return centroids;
}

/** Nearest centroid of every row into `assigned`; returns how many changed. */
export function assignAll(
  rows: Float32Array,
  dimensions: number,
  centroids: Float32Array,
  assigned: Int32Array,
): number {
  const halves = halfSquares(centroids, dimensions);
  let changed = 0;
  for (let row = 0; row < assigned.length; row++) {
    const nearest = nearestCentroid(rows, row * dimensions, centroids, halves, dimensions);
    if (assigned[row] !== nearest) changed++;
    assigned[row] = nearest;
  }
  return changed;
}

function moveCentroids(
  rows: Float32Array,
  dimensions: number,
  centroids: Float32Array,
  assigned: Int32Array,
  random: Random,
): void {
  const sums = new Float64Array(centroids.length);
  const sizes = new Int32Array(centroids.length / dimensions);
  for (let row = 0, at = 0; row < assigned.length; row++) {
    const to = assigned[row] * dimensions;
    sizes[assigned[row]]++;
    for (let i = 0; i < dimensions; i++, at++) sums[to + i] += rows[at];
  }
  sizes.forEach((size, c) => {
    const start = c * dimensions;
    const from = size === 0 ? random.integer(assigned.length) * dimensions : 0;
    for (let i = 0; i < dimensions; i++) {
      centroids[start + i] = size === 0 ? rows[from + i] : sums[start + i] / size;
    }
  });
}

/** Distinct rows, chosen at random. */
export function randomRows(
  rows: Float32Array,
  dimensions: number,
  count: number,
  random: Random,
): Float32Array {
  const total = rows.length / dimensions;
  const picked = new Float32Array(count * dimensions);
  const order = Int32Array.from({ length: total }, (_, row) => row);
  for (let i = 0; i < count; i++) {
    const other = i + random.integer(total - i);
    const row = order[other];
    order[other] = order[i];
    order[i] = row;
    picked.set(rows.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  }
  return picked;
}
