/**
 * @file The space in which rows are partitioned and quantised.
 *
 * The score-aware loss assumes that queries point everywhere alike. People's queries do not, so the
 * rows are first turned by `Lᵀ`, where `L Lᵀ = E[q qᵀ]`: then `‖Lᵀ (x − x̃)‖²` is the expected square of
 * the error of a score, and the transformed queries `L⁻¹ q` are white. A rotation `R` after that puts
 * the principal directions of the residuals into subspaces of equal share (Ge et al. 2013, Optimized
 * Product Quantization, section 3.2).
 */
import { choleskyInPlace } from '../../towers/cholesky';
import { gramMatrix } from '../../towers/gram';
import { symmetricEigen } from './eigen';

/** Keeps directions that no sample query has: the least weight of the identity. */
const MIN_SHRINKAGE = 0.01;

/**
 * `[D, D]` lower triangle `L` with `L Lᵀ` = estimate of `E[q qᵀ]`, scaled to a mean diagonal of 1. The
 * moment of the samples is shrunk towards the identity as much as their number asks for, so that
 * queries without a preferred direction leave the space as it is.
 */
export function queryFactor(queries: Float32Array, dimensions: number): Float64Array {
  const moment = shrunkMoment(queries, dimensions);
  choleskyInPlace(moment, dimensions);
  for (let i = 0; i < dimensions; i++) moment.fill(0, i * dimensions + i + 1, (i + 1) * dimensions);
  return moment;
}

/**
 * `(1 − ρ) S + ρ I` of queries scaled to a mean square of 1 for an element (Ledoit & Wolf 2004):
 * `ρ = (Σ ‖q qᵀ − S‖² / Q²) / ‖S − I‖²`.
 */
function shrunkMoment(queries: Float32Array, dimensions: number): Float64Array {
  const count = queries.length / dimensions;
  const gram = gramMatrix(queries, dimensions);
  let trace = 0;
  for (let i = 0; i < dimensions; i++) trace += gram[i * dimensions + i];
  const scale = trace > 0 ? dimensions / trace : 0;
  const moment = gram.map((value) => value * scale);
  // Σ ‖q qᵀ − S‖² = Σ ‖q‖⁴ − Q ‖S‖²
  let scatter = -count * moment.reduce((sum, value) => sum + value * value, 0);
  for (let start = 0; start < queries.length; start += dimensions) {
    let squares = 0;
    for (let i = start; i < start + dimensions; i++) squares += queries[i] * queries[i];
    scatter += (squares * scale * count) ** 2;
  }
  let distance = 0;
  moment.forEach((value, at) => {
    distance += (value - (at % (dimensions + 1) === 0 ? 1 : 0)) ** 2;
  });
  const estimate = scale > 0 && distance > 0 ? scatter / count ** 2 / distance : 1;
  const shrinkage = Math.min(1, Math.max(MIN_SHRINKAGE, estimate));
  for (let at = 0; at < moment.length; at++) moment[at] *= 1 - shrinkage;
  for (let i = 0; i < dimensions; i++) moment[i * dimensions + i] += shrinkage;
  return moment;
}

/** Every row times `L` from the right, `[N, D]`: `(Lᵀ x)ᵀ = xᵀ L`. */
export function whitenRows(
  rows: Float32Array,
  factor: Float64Array,
  dimensions: number,
): Float32Array {
  const whitened = new Float32Array(rows.length);
  const sum = new Float64Array(dimensions);
  for (let start = 0; start < rows.length; start += dimensions) {
    sum.fill(0);
    for (let i = 0; i < dimensions; i++) {
      const x = rows[start + i];
      for (let j = 0; j <= i; j++) sum[j] += x * factor[i * dimensions + j];
    }
    whitened.set(sum, start);
  }
  return whitened;
}

/**
 * Rotation whose rows are the principal directions of the residuals, dealt to the subspaces so that
 * the products of their variances are alike, `[D, D]`.
 *
 * @param subspaceStart `[S + 1]`
 */
export function balancedRotation(
  residuals: Float32Array,
  dimensions: number,
  subspaceStart: Int32Array,
): Float64Array {
  const { values, vectors } = symmetricEigen(gramMatrix(residuals, dimensions), dimensions);
  const floor = Math.max(values[0], Number.MIN_VALUE) * Number.EPSILON;
  const subspaces = subspaceStart.length - 1;
  const taken = new Int32Array(subspaces);
  const logVolume = new Float64Array(subspaces);
  const rotation = new Float64Array(dimensions * dimensions);
  for (let e = 0; e < dimensions; e++) {
    let to = -1;
    for (let s = 0; s < subspaces; s++) {
      const isFull = taken[s] === subspaceStart[s + 1] - subspaceStart[s];
      if (!isFull && (to < 0 || logVolume[s] < logVolume[to])) to = s;
    }
    const column = subspaceStart[to] + taken[to];
    taken[to]++;
    logVolume[to] += Math.log(Math.max(values[e], floor) / floor);
    rotation.set(vectors.subarray(e * dimensions, (e + 1) * dimensions), column * dimensions);
  }
  return rotation;
}

/** Rows turned by `R`, `[N, D]`. */
export function rotateRows(
  rows: Float32Array,
  rotation: Float64Array,
  dimensions: number,
): Float32Array {
  const turned = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    for (let i = 0; i < dimensions; i++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) sum += rotation[i * dimensions + j] * rows[start + j];
      turned[start + i] = sum;
    }
  }
  return turned;
}

/** `B = R L⁻¹`, `[D, D]`: what turns a query. */
export function queryMatrix(
  rotation: Float64Array,
  factor: Float64Array,
  dimensions: number,
): Float32Array {
  const matrix = new Float64Array(rotation);
  // Row by row, `b L = r` by back substitution from the last column.
  for (let row = 0; row < matrix.length; row += dimensions) {
    for (let j = dimensions - 1; j >= 0; j--) {
      matrix[row + j] /= factor[j * dimensions + j];
      for (let i = 0; i < j; i++) matrix[row + i] -= matrix[row + j] * factor[j * dimensions + i];
    }
  }
  return Float32Array.from(matrix);
}
