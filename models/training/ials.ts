/**
 * @file Graded implicit ALS: learns a block's movie embeddings by alternating ridge regressions.
 *
 * Users and movies are solved in turn with the loss of `towers/foldInLoss.ts`, symmetric in the two
 * sides (Hu, Koren and Volinsky 2008; regulariser of Rendle et al. 2021). Rows are independent given
 * the other side, so a range of rows can be solved on any thread with the same result.
 *
 * A row is solved by conjugate gradients from its last solution (Takács, Pilászy and Tikk 2011):
 * O(n D) a step, and one to three steps after the first alternations, where a factorisation takes
 * O(n D² + D³). The systems are written in the principal axes of the fixed side, where the part that
 * all rows share is diagonal; the diagonal of the whole is the preconditioner.
 */
import { NotPositiveDefiniteError } from '../towers/cholesky';
import { targetOf } from '../towers/foldInLoss';
import { MAX_HALF_STARS } from '../shapes';

/** Rated rows of one pass over the vectors of a row's system. */
const TILE = 4;

/** Ratings grouped by the side to solve: rows are users and columns movies, or the reverse. */
export interface SparseRows {
  /** `[rows + 1]` */
  readonly offsets: Int32Array;
  /** `[ratings]` */
  readonly columns: Int32Array;
  /** `[ratings]` */
  readonly halfStars: Uint8Array;
}

/** The loss of training: that of `towers/foldInLoss.ts` with `ρ = λ (n + α N)`, `N` the other side. */
export interface GradedLoss {
  readonly targetCentre: number;
  readonly targetSlope: number;
  /** `α` */
  readonly unobservedWeight: number;
  /** `λ` */
  readonly regularization: number;
}

/** One side of an alternation: rows to solve, against the fixed factors of the other side. */
export interface HalfStep {
  readonly rows: SparseRows;
  /** `[columns, D]` fixed factors, in the principal axes of their Gram matrix. */
  readonly fixed: Float32Array;
  /** `[D]` diagonal of that Gram matrix. */
  readonly spectrum: Float64Array;
  /** `[rows, D]` where the conjugate gradients start, in the same axes. */
  readonly start: Float32Array;
  /** Largest residual left over, as a share of the right side, both in the preconditioner's norm. */
  readonly tolerance: number;
  readonly dimensions: number;
  readonly loss: GradedLoss;
}

/** Where the rows of a half step are solved into. */
export interface SolvedRows {
  /** `[rows, D]` */
  readonly factors: Float32Array;
  /** `[rows]` what each row's ratings, and its unrated columns, add to the loss. */
  readonly losses: Float64Array;
}

/** Room for the solution of a half step. */
export function emptySolution({ rows, dimensions }: HalfStep): SolvedRows {
  const rowCount = rows.offsets.length - 1;
  return { factors: new Float32Array(rowCount * dimensions), losses: new Float64Array(rowCount) };
}

/**
 * Solves rows `from` to `to` (exclusive) into `solved`. Training uses the plain regulariser
 * `λ (n + α₀ N)`, without the fold-in prior. A row without ratings becomes zero.
 *
 * @throws NotPositiveDefiniteError when a row has no unique solution
 */
export function solveRows(step: HalfStep, from: number, to: number, solved: SolvedRows): void {
  const solver = new RowSolver(step);
  for (let row = from; row < to; row++) solver.solve(row, solved);
}

class RowSolver {
  readonly #step: HalfStep;
  /** Target of each number of half stars. */
  readonly #targets: Float64Array;
  /** `A = diag(constant) + (1 − α₀) Σ v vᵀ` */
  readonly #constant: Float64Array;
  readonly #inverseDiagonal: Float64Array;
  readonly #right: Float64Array;
  readonly #solution: Float64Array;
  readonly #residual: Float64Array;
  readonly #direction: Float64Array;
  readonly #image: Float64Array;

  constructor(step: HalfStep) {
    const vector = (): Float64Array => new Float64Array(step.dimensions);
    this.#step = step;
    this.#targets = Float64Array.from({ length: MAX_HALF_STARS + 1 }, (_, halfStars) =>
      targetOf(step.loss, halfStars),
    );
    this.#constant = vector();
    this.#inverseDiagonal = vector();
    this.#right = vector();
    this.#solution = vector();
    this.#residual = vector();
    this.#direction = vector();
    this.#image = vector();
  }

  solve(row: number, solved: SolvedRows): void {
    const { rows, dimensions, start, loss, fixed } = this.#step;
    const count = rows.offsets[row + 1] - rows.offsets[row];
    const place = row * dimensions;
    if (count === 0) {
      solved.factors.fill(0, place, place + dimensions);
      solved.losses[row] = 0;
      return;
    }
    const others = fixed.length / dimensions;
    const ridge = loss.regularization * (count + loss.unobservedWeight * others);
    const squaredTargets = this.#prepare(row, ridge);
    for (let i = 0; i < dimensions; i++) this.#solution[i] = start[place + i];
    this.#descend(row);
    solved.factors.set(this.#solution, place);
    solved.losses[row] = squaredTargets + this.#quadraticPart(ridge);
  }

  /** Sets up constant part, preconditioner and right side of a row; returns `Σ t²`. */
  #prepare(row: number, ridge: number): number {
    const { rows, dimensions, fixed, loss, spectrum } = this.#step;
    const [constant, inverse, right] = [this.#constant, this.#inverseDiagonal, this.#right];
    inverse.fill(0);
    right.fill(0);
    let squaredTargets = 0;
    const end = rows.offsets[row + 1];
    for (let e = rows.offsets[row]; e < end; e++) {
      const target = this.#targets[rows.halfStars[e]];
      const at = rows.columns[e] * dimensions;
      squaredTargets += target * target;
      for (let i = 0; i < dimensions; i++) {
        const value = fixed[at + i];
        right[i] += target * value;
        inverse[i] += value * value;
      }
    }
    for (let i = 0; i < dimensions; i++) {
      constant[i] = loss.unobservedWeight * spectrum[i] + ridge;
      const diagonal = constant[i] + (1 - loss.unobservedWeight) * inverse[i];
      if (!(diagonal > 0)) throw new NotPositiveDefiniteError(i);
      inverse[i] = 1 / diagonal;
    }
    return squaredTargets;
  }

  /** Preconditioned conjugate gradients on `A x = b`, from the vector in `solution`. */
  #descend(row: number): void {
    const { dimensions, tolerance } = this.#step;
    const [x, r, p, image] = [this.#solution, this.#residual, this.#direction, this.#image];
    const inverse = this.#inverseDiagonal;
    this.#apply(row, x);
    let squared = 0;
    let goal = 0;
    for (let i = 0; i < dimensions; i++) {
      r[i] = this.#right[i] - image[i];
      p[i] = inverse[i] * r[i];
      squared += r[i] * p[i];
      goal += inverse[i] * this.#right[i] * this.#right[i];
    }
    // A relative goal is out of reach where the solution is zero.
    if (goal === 0) {
      x.fill(0);
      r.fill(0);
      return;
    }
    goal *= tolerance * tolerance;
    // In exact arithmetic D steps reach the solution.
    for (let step = 0; step < dimensions && squared > goal; step++) {
      this.#apply(row, p);
      let curvature = 0;
      for (let i = 0; i < dimensions; i++) curvature += p[i] * image[i];
      if (!(curvature > 0)) throw new NotPositiveDefiniteError(row);
      const length = squared / curvature;
      let next = 0;
      for (let i = 0; i < dimensions; i++) {
        x[i] += length * p[i];
        r[i] -= length * image[i];
        next += inverse[i] * r[i] * r[i];
      }
      const conjugation = next / squared;
      for (let i = 0; i < dimensions; i++) p[i] = inverse[i] * r[i] + conjugation * p[i];
      squared = next;
    }
  }

  /** `image = A x`. */
  #apply(row: number, x: Float64Array): void {
    const { rows, dimensions, fixed, loss } = this.#step;
    const image = this.#image;
    const weight = 1 - loss.unobservedWeight;
    for (let i = 0; i < dimensions; i++) image[i] = this.#constant[i] * x[i];
    const end = rows.offsets[row + 1];
    let e = rows.offsets[row];
    for (; e + TILE <= end; e += TILE) {
      addFourProjections(rows.columns, e, fixed, dimensions, weight, x, image);
    }
    for (; e < end; e++) {
      const at = rows.columns[e] * dimensions;
      let dot = 0;
      for (let i = 0; i < dimensions; i++) dot += fixed[at + i] * x[i];
      dot *= weight;
      for (let i = 0; i < dimensions; i++) image[i] += dot * fixed[at + i];
    }
  }

  /** `xᵀ(A − ρI)x − 2 bᵀx`, through `A x = b − r`. */
  #quadraticPart(ridge: number): number {
    let sum = 0;
    for (let i = 0; i < this.#step.dimensions; i++) {
      const x = this.#solution[i];
      sum -= x * (this.#right[i] + this.#residual[i] + ridge * x);
    }
    return sum;
  }
}

/** `image += w Σ v (v·x)` over the factors of four ratings, from rating `e` on, in one pass. */
function addFourProjections(
  columns: Int32Array,
  e: number,
  fixed: Float32Array,
  dimensions: number,
  weight: number,
  x: Float64Array,
  image: Float64Array,
): void {
  const a = columns[e] * dimensions;
  const b = columns[e + 1] * dimensions;
  const c = columns[e + 2] * dimensions;
  const d = columns[e + 3] * dimensions;
  let [dotA, dotB, dotC, dotD] = [0, 0, 0, 0];
  for (let i = 0; i < dimensions; i++) {
    const value = x[i];
    dotA += fixed[a + i] * value;
    dotB += fixed[b + i] * value;
    dotC += fixed[c + i] * value;
    dotD += fixed[d + i] * value;
  }
  dotA *= weight;
  dotB *= weight;
  dotC *= weight;
  dotD *= weight;
  for (let i = 0; i < dimensions; i++) {
    image[i] +=
      dotA * fixed[a + i] + dotB * fixed[b + i] + dotC * fixed[c + i] + dotD * fixed[d + i];
  }
}
