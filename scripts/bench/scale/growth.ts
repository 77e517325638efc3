/** @file How a cost grows with the size of the data, and what that means for a size not measured. */

/** One measurement. */
export interface CostAtSize {
  readonly size: number;
  readonly cost: number;
}

/** Slope of `ln cost` over `ln size` by least squares: 1 is proportional, 2 is quadratic. */
export function growthExponent(points: readonly CostAtSize[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (pick: (point: { x: number; y: number }) => number): number =>
    logs.reduce((sum, point) => sum + pick(point), 0) / logs.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const covariance = mean(({ x, y }) => (x - meanX) * (y - meanY));
  return covariance / mean(({ x }) => (x - meanX) ** 2);
}

/**
 * Cost at another size, from the two largest measurements: along their power law, and at least in
 * proportion. Fixed costs make small runs look better than proportional, which must not be carried on.
 */
export function extrapolatedTime(points: readonly CostAtSize[], size: number): number {
  const [smaller, largest] = twoLargest(points);
  const exponent = Math.max(1, growthExponent([smaller, largest]));
  return largest.cost * (size / largest.size) ** exponent;
}

/** Cost at another size along the straight line through the two largest measurements. */
export function extrapolatedMemory(points: readonly CostAtSize[], size: number): number {
  const [smaller, largest] = twoLargest(points);
  const slope = (largest.cost - smaller.cost) / (largest.size - smaller.size);
  return largest.cost + Math.max(0, slope) * (size - largest.size);
}

function twoLargest(points: readonly CostAtSize[]): [CostAtSize, CostAtSize] {
  const [smaller, largest] = [...points].sort((a, b) => a.size - b.size).slice(-2);
  if (!largest) throw new RangeError('Growth needs measurements at two sizes or more.');
  return [smaller, largest];
}
