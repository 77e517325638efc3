/**
 * @file Graded implicit ALS: learns a block's movie embeddings by alternating ridge regressions.
 *
 * Users and movies are solved in turn with the loss of `towers/foldInLoss.ts`, symmetric in the two
 * sides (Hu, Koren and Volinsky 2008; regulariser of Rendle et al. 2021). Rows are independent given
 * the other side, so a range of rows can be solved on any thread with the same result.
 *
 * A row with few ratings is solved through the Woodbury identity with the inverse of its constant
 * term, which all rows of the same count share: O(n D²) instead of O(n D² + D³).
 */
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from '../towers/cholesky';
import { targetOf } from '../towers/foldInLoss';
import { addOuterProduct } from '../towers/gram';
import type { FoldInLoss } from '../pack/manifest';

/** Up to this share of the dimensions, Woodbury beats a factorisation of its own. */
const WOODBURY_SHARE_OF_DIMENSIONS = 0.35;

/** Ratings grouped by the side to solve: rows are users and columns movies, or the reverse. */
export interface SparseRows {
  /** `[rows + 1]` */
  readonly offsets: Int32Array;
  /** `[ratings]` */
  readonly columns: Int32Array;
  /** `[ratings]` */
  readonly halfStars: Uint8Array;
}

/** One side of an alternation: rows to solve, against the fixed factors of the other side. */
export interface HalfStep {
  readonly rows: SparseRows;
  /** `[columns, D]` fixed factors. */
  readonly fixed: Float32Array;
  /** `[D, D]` Gram matrix of `fixed`. */
  readonly gram: Float64Array;
  readonly dimensions: number;
  readonly loss: FoldInLoss;
}

/**
 * Solves rows `from` to `to` (exclusive) into `solved`, `[rows, D]`. Training uses the plain
 * regulariser `λ (n + α₀ N)`, without the fold-in prior. A row without ratings becomes zero.
 */
export function solveRows(step: HalfStep, from: number, to: number, solved: Float32Array): void {
  const solver = new RowSolver(step);
  for (let row = from; row < to; row++) solver.solve(row, solved);
}

class RowSolver {
  readonly #step: HalfStep;
  readonly #right: Float64Array;
  readonly #inverses = new Map<number, Float64Array>();

  constructor(step: HalfStep) {
    this.#step = step;
    this.#right = new Float64Array(step.dimensions);
  }

  solve(row: number, solved: Float32Array): void {
    const { rows, dimensions } = this.#step;
    const start = rows.offsets[row];
    const count = rows.offsets[row + 1] - start;
    const target = solved.subarray(row * dimensions, (row + 1) * dimensions);
    if (count === 0) {
      target.fill(0);
      return;
    }
    this.#sumTargets(start, count);
    if (count <= dimensions * WOODBURY_SHARE_OF_DIMENSIONS) this.#solveLowRank(start, count);
    else this.#solveDense(start, count);
    target.set(this.#right);
  }

  /** `b = Σ t(r) v` into the shared right side. */
  #sumTargets(start: number, count: number): void {
    const { rows, dimensions, fixed, loss } = this.#step;
    this.#right.fill(0);
    for (let e = start; e < start + count; e++) {
      const target = targetOf(loss, rows.halfStars[e]);
      const at = rows.columns[e] * dimensions;
      for (let i = 0; i < dimensions; i++) this.#right[i] += target * fixed[at + i];
    }
  }

  /** The part of `A` that depends only on the count: `α₀ G + λ (n + α₀ N) I`. */
  #constantTerm(count: number): Float64Array {
    const { dimensions, gram, loss, fixed } = this.#step;
    const others = fixed.length / dimensions;
    const ridge = loss.regularization * (count + loss.unobservedWeight * others);
    const matrix = gram.map((value) => loss.unobservedWeight * value);
    for (let i = 0; i < dimensions; i++) matrix[i * dimensions + i] += ridge;
    return matrix;
  }

  #solveDense(start: number, count: number): void {
    const { rows, dimensions, fixed, loss } = this.#step;
    const matrix = this.#constantTerm(count);
    for (let e = start; e < start + count; e++) {
      const at = rows.columns[e] * dimensions;
      const row = fixed.subarray(at, at + dimensions);
      addOuterProduct(matrix, row, dimensions, 1 - loss.unobservedWeight);
    }
    choleskyInPlace(matrix, dimensions);
    choleskySolveInPlace(matrix, dimensions, this.#right);
  }

  /** `(C + c VᵀV)⁻¹ b = C⁻¹b − Zᵀ (I/c + V Zᵀ)⁻¹ V C⁻¹ b` with `Z = V C⁻¹`, `V` `[n, D]`. */
  #solveLowRank(start: number, count: number): void {
    const { rows, dimensions, fixed, loss } = this.#step;
    const inverse = this.#inverseFor(count);
    const z = new Float64Array(count * dimensions);
    for (let h = 0; h < count; h++) {
      const at = rows.columns[start + h] * dimensions;
      for (let k = 0; k < dimensions; k++) {
        const value = fixed[at + k];
        for (let i = 0; i < dimensions; i++)
          z[h * dimensions + i] += value * inverse[k * dimensions + i];
      }
    }
    const small = new Float64Array(count * count);
    const middle = new Float64Array(count);
    for (let h = 0; h < count; h++) {
      for (let g = 0; g <= h; g++) {
        const at = rows.columns[start + g] * dimensions;
        let dot = 0;
        for (let i = 0; i < dimensions; i++) dot += z[h * dimensions + i] * fixed[at + i];
        small[h * count + g] = dot;
      }
      small[h * count + h] += 1 / (1 - loss.unobservedWeight);
      for (let i = 0; i < dimensions; i++) middle[h] += z[h * dimensions + i] * this.#right[i];
    }
    choleskyInPlace(small, count);
    choleskySolveInPlace(small, count, middle);
    this.#applyInverse(inverse);
    for (let h = 0; h < count; h++) {
      for (let i = 0; i < dimensions; i++) this.#right[i] -= middle[h] * z[h * dimensions + i];
    }
  }

  #applyInverse(inverse: Float64Array): void {
    const { dimensions } = this.#step;
    const b = this.#right.slice();
    for (let i = 0; i < dimensions; i++) {
      let sum = 0;
      for (let k = 0; k < dimensions; k++) sum += inverse[i * dimensions + k] * b[k];
      this.#right[i] = sum;
    }
  }

  #inverseFor(count: number): Float64Array {
    const cached = this.#inverses.get(count);
    if (cached) return cached;
    const matrix = this.#constantTerm(count);
    choleskyInPlace(matrix, this.#step.dimensions);
    const inverse = choleskyInverse(matrix, this.#step.dimensions);
    this.#inverses.set(count, inverse);
    return inverse;
  }
}
