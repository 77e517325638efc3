/** @file The nearest of some centroids, in tight loops over typed arrays. */

/** Half the squared length of each row, `[rows]`. */
export function halfSquares(rows: Float32Array, dimensions: number): Float64Array {
  const halves = new Float64Array(rows.length / dimensions);
  for (let row = 0, at = 0; row < halves.length; row++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++, at++) sum += rows[at] * rows[at];
    halves[row] = sum / 2;
  }
  return halves;
}

/**
 * The centroid nearest to the row that starts at `start`, by Euclidean distance; the lowest of equals.
 * `‖x − c‖² / 2 = ‖x‖² / 2 − (x · c − ‖c‖² / 2)`, so the largest `x · c − ‖c‖² / 2` wins.
 *
 * @param halves {@link halfSquares} of the centroids
 */
export function nearestCentroid(
  rows: Float32Array,
  start: number,
  centroids: Float32Array,
  halves: Float64Array,
  dimensions: number,
): number {
  let best = 0;
  let bestMargin = -Infinity;
  const count = halves.length;
  const paired = count - (count % 2);
  // Two centroids at a time share the loads of the row and keep two chains of additions busy.
  for (let c = 0, at = 0; c < paired; c += 2, at += 2 * dimensions) {
    let first = 0;
    let second = 0;
    for (let i = 0; i < dimensions; i++) {
      const x = rows[start + i];
      first += x * centroids[at + i];
      second += x * centroids[at + dimensions + i];
    }
    first -= halves[c];
    second -= halves[c + 1];
    if (first > bestMargin) {
      bestMargin = first;
      best = c;
    }
    if (second > bestMargin) {
      bestMargin = second;
      best = c + 1;
    }
  }
  if (paired === count) return best;
  let last = -halves[paired];
  for (let i = 0; i < dimensions; i++) last += rows[start + i] * centroids[paired * dimensions + i];
  return last > bestMargin ? paired : best;
}
