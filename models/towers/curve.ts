/**
 * @file Quantities that change with the number of ratings a person has given: piecewise linear in
 * `log(1 + n)`.
 */

/** Numbers of ratings at the knots. */
export const CURVE_RATINGS = [0, 1, 3, 10, 30, 100, 300, 1000] as const;
const POSITIONS = CURVE_RATINGS.map(Math.log1p);

/** One value for each of {@link CURVE_RATINGS}; constant beyond the last. */
export type Curve = ArrayLike<number>;

/** A curve through a function's values at the knots. */
export function curveOf(value: (ratings: number) => number): number[] {
  return CURVE_RATINGS.map(value);
}

/** Weight of each knot in the value after `ratings` ratings; at most two are not zero. */
export function knotWeights(ratings: number): number[] {
  const position = Math.log1p(ratings);
  const weights = new Array<number>(POSITIONS.length).fill(0);
  const next = POSITIONS.findIndex((knot) => knot >= position);
  if (next <= 0) {
    weights[next < 0 ? POSITIONS.length - 1 : 0] = 1;
    return weights;
  }
  const from = POSITIONS[next - 1];
  weights[next] = (position - from) / (POSITIONS[next] - from);
  weights[next - 1] = 1 - weights[next];
  return weights;
}

/** Value of a curve after `ratings` ratings. */
export function curveAt(curve: Curve, ratings: number): number {
  return knotWeights(ratings).reduce((sum, weight, knot) => sum + weight * curve[knot], 0);
}
