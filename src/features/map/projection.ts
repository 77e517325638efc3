/**
 * @file The chart's projection. The pack's layout crowds most films into its middle and strews a few
 * far out; a planisphere gives every ring of the disc its share of films. Directions from the middle
 * and the order of distances stay, so neighbours stay neighbours.
 */

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** From a place of the pack's layout (0 to 1) to the chart: a disc of radius 1 around 0, 0. */
export type Projection = (place: Place) => Place;

/** How far the rings are evened out: 0 keeps the distances of the layout, 1 fills the disc evenly. */
const EVENNESS = 0.75;
/** Steps of the radial curve. */
const KNOTS = 256;
/** The share of films between these two gives each axis its unit. */
const [LOW_QUANTILE, MIDDLE, HIGH_QUANTILE] = [0.2, 0.5, 0.8];

/**
 * @param x layout coordinates of the films
 * @param y of the same films
 * @param weights how much room each film asks for; none negative
 */
export function createProjection(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number>,
): Projection {
  if (x.length === 0) return () => ({ x: 0, y: 0 });
  const across = axisOf(x, weights);
  const down = axisOf(y, weights);
  const radii = Float64Array.from({ length: x.length }, (_, i) =>
    Math.hypot(across(x[i]), down(y[i])),
  );
  const radial = radialCurve(radii, weights);
  return (place) => {
    const dx = across(place.x);
    const dy = down(place.y);
    const radius = Math.hypot(dx, dy);
    const scale = radius === 0 ? 0 : radial(radius) / radius;
    return { x: dx * scale, y: dy * scale };
  };
}

/** Centres an axis on its weighted median, in units of its spread. */
function axisOf(values: ArrayLike<number>, weights: ArrayLike<number>): (value: number) => number {
  const [low, middle, high] = weightedQuantiles(values, weights, [
    LOW_QUANTILE,
    MIDDLE,
    HIGH_QUANTILE,
  ]);
  const spread = high > low ? high - low : 1;
  return (value) => (value - middle) / spread;
}

/** From a radius of the layout to one of the disc, 0 to 1; strictly increasing up to the last film. */
function radialCurve(radii: Float64Array, weights: ArrayLike<number>): (radius: number) => number {
  const shares = Array.from({ length: KNOTS }, (_, i) => (i + 1) / KNOTS);
  const knots = [0, ...weightedQuantiles(radii, weights, shares)];
  const last = knots[KNOTS];
  return (radius) => {
    if (last === 0 || radius >= last) return last === 0 ? 0 : 1;
    const upper = knots.findIndex((knot) => knot > radius);
    const [from, to] = [knots[upper - 1], knots[upper]];
    const share = (upper - 1 + (radius - from) / (to - from)) / KNOTS;
    // The area of a disc grows with the square of its radius.
    return EVENNESS * Math.sqrt(share) + (1 - EVENNESS) * (radius / last);
  };
}

/** The smallest values below which lie these shares of the weight; `shares` ascend. */
export function weightedQuantiles(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  shares: readonly number[],
): number[] {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  order.sort((a, b) => values[a] - values[b]);
  const total = order.reduce((sum, i) => sum + weights[i], 0);
  const quantiles: number[] = [];
  let below = 0;
  for (const i of order) {
    below += weights[i];
    while (quantiles.length < shares.length && below >= shares[quantiles.length] * total) {
      quantiles.push(values[i]);
    }
  }
  // Rounding may leave the last share just out of reach.
  while (quantiles.length < shares.length) quantiles.push(values[order[order.length - 1]]);
  return quantiles;
}
