/** @file Ridge regression of a dense table on sparse features, for tens of thousands of features. */
import {
  multiply,
  multiplyTransposed,
  weightedSquares,
  type FeatureMatrix,
} from './contentTrainingMatrix';

/** Residual over right side at which a column has converged: less than int8 resolves. */
const TOLERANCE = 1e-4;
const MOST_ITERATIONS = 300;

/**
 * `(Xᵀ diag(w) X + diag(ridge))⁻¹ Xᵀ diag(w) Y`, `[F, D]`, by conjugate gradients with a diagonal
 * preconditioner; all columns of `Y` at once.
 *
 * @param weights `w` `[M]`
 * @param ridge `[F]`, positive
 * @param targets `Y` `[M, D]`
 */
export function solveRidge(
  x: FeatureMatrix,
  weights: Float64Array,
  ridge: Float64Array,
  targets: Float64Array,
  dimensions: number,
  tolerance = TOLERANCE,
): Float64Array {
  const residual = multiplyTransposed(x, weights, targets, dimensions);
  const inverse = weightedSquares(x, weights).map((square, f) => 1 / (square + ridge[f]));
  const solution = new Float64Array(residual.length);
  const image = (direction: Float64Array): Float64Array => {
    const product = multiplyTransposed(x, weights, multiply(x, direction, dimensions), dimensions);
    addScaledRows(product, ridge, direction, dimensions);
    return product;
  };
  const start = columnDots(residual, residual, dimensions);
  const direction = new Float64Array(residual.length);
  addScaledRows(direction, inverse, residual, dimensions);
  let energy = columnDots(residual, direction, dimensions);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const slope = image(direction);
    const step = ratios(energy, columnDots(direction, slope, dimensions));
    addScaledColumns(solution, step, direction);
    addScaledColumns(
      residual,
      step.map((value) => -value),
      slope,
    );
    const left = columnDots(residual, residual, dimensions);
    if (left.every((square, i) => square <= tolerance ** 2 * start[i])) break;
    const scaled = new Float64Array(residual.length);
    addScaledRows(scaled, inverse, residual, dimensions);
    const next = columnDots(residual, scaled, dimensions);
    turn(direction, ratios(next, energy), scaled);
    energy = next;
  }
  return solution;
}

/** `to[f, i] += factors[f] · table[f, i]` */
function addScaledRows(
  to: Float64Array,
  factors: Float64Array,
  table: Float64Array,
  dimensions: number,
): void {
  for (let row = 0, at = 0; row < factors.length; row++) {
    for (let i = 0; i < dimensions; i++, at++) to[at] += factors[row] * table[at];
  }
}

/** `to[f, i] += factors[i] · table[f, i]` */
function addScaledColumns(to: Float64Array, factors: Float64Array, table: Float64Array): void {
  for (let at = 0; at < to.length;) {
    for (let i = 0; i < factors.length; i++, at++) to[at] += factors[i] * table[at];
  }
}

/** `direction[f, i] = table[f, i] + factors[i] · direction[f, i]` */
function turn(direction: Float64Array, factors: Float64Array, table: Float64Array): void {
  for (let at = 0; at < direction.length;) {
    for (let i = 0; i < factors.length; i++, at++) {
      direction[at] = table[at] + factors[i] * direction[at];
    }
  }
}

/** Inner products of the columns of two tables, `[D]`. */
function columnDots(a: Float64Array, b: Float64Array, dimensions: number): Float64Array {
  const dots = new Float64Array(dimensions);
  for (let at = 0; at < a.length;) {
    for (let i = 0; i < dimensions; i++, at++) dots[i] += a[at] * b[at];
  }
  return dots;
}

/** `a / b`; 0 for a column that is solved already. */
function ratios(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => (b[i] > 0 ? value / b[i] : 0));
}
