/**
 * @file One side of the variational factorisation: Gaussian posteriors of `(bias, factors)` for each
 * user, or for each movie. `D = 1 + factors`, `T = D (D + 1) / 2` entries of a lower triangle.
 */
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from '../towers/cholesky';

/** Ratings grouped by the side to update. */
export interface SideRatings {
  /** `[rows + 1]` */
  readonly offsets: Int32Array;
  /** `[ratings]` row of the other side. */
  readonly columns: Int32Array;
  /** `[ratings]` stars above the mean of all. */
  readonly deviations: Float64Array;
}

interface Beliefs {
  readonly means: Float64Array;
  readonly covariances: Float64Array;
}

export class BeliefSide {
  readonly dimensions: number;
  /** `[rows, D]` */
  readonly means: Float64Array;
  /** `[rows, T]` */
  readonly covariances: Float64Array;
  readonly #rows: number;
  readonly #triangle: number;
  /** Rows with a rating; the others stay at the prior, where they say nothing about it. */
  #updated: number[] = [];
  #logDeterminants = 0;

  constructor(rows: number, factors: number, beliefs?: Beliefs) {
    this.dimensions = 1 + factors;
    this.#rows = rows;
    this.#triangle = (this.dimensions * (this.dimensions + 1)) / 2;
    this.means = beliefs?.means ?? new Float64Array(rows * this.dimensions);
    this.covariances = beliefs?.covariances ?? new Float64Array(rows * this.#triangle);
  }

  /** Sets the covariance of a row to a multiple of the identity. */
  setVariance(row: number, variance: number): void {
    for (let i = 0; i < this.dimensions; i++) {
      this.covariances[row * this.#triangle + (i * (i + 3)) / 2] = variance;
    }
  }

  /** The exact posterior of every row, given the other side's. */
  update(
    { offsets, columns, deviations }: SideRatings,
    other: BeliefSide,
    precision: Float64Array,
    noisePrecision: number,
  ): void {
    const n = this.dimensions;
    const table = other.#designTable();
    const width = this.#triangle + n;
    const sums = new Float64Array(width);
    const matrix = new Float64Array(n * n);
    const right = new Float64Array(n);
    this.#updated = [];
    this.#logDeterminants = 0;
    for (let row = 0; row < this.#rows; row++) {
      sums.fill(0);
      right.fill(0);
      for (let e = offsets[row]; e < offsets[row + 1]; e++) {
        const at = columns[e] * width;
        for (let t = 0; t < width; t++) sums[t] += table[at + t];
        right[0] += deviations[e];
        for (let i = 1; i < n; i++) right[i] += deviations[e] * table[at + (i * (i + 1)) / 2];
      }
      for (let i = 0, t = 0; i < n; i++) {
        for (let j = 0; j <= i; j++, t++) matrix[i * n + j] = noisePrecision * sums[t];
        matrix[i * (n + 1)] += precision[i];
        right[i] = noisePrecision * (right[i] - sums[this.#triangle + i]);
      }
      if (offsets[row + 1] > offsets[row]) this.#updated.push(row);
      this.#store(row, matrix, right);
    }
  }

  #store(row: number, matrix: Float64Array, right: Float64Array): void {
    const n = this.dimensions;
    choleskyInPlace(matrix, n);
    choleskySolveInPlace(matrix, n, right);
    this.means.set(right, row * n);
    const inverse = choleskyInverse(matrix, n);
    let logDeterminant = 0;
    for (let i = 0, t = row * this.#triangle; i < n; i++) {
      for (let j = 0; j <= i; j++, t++) this.covariances[t] = inverse[i * n + j];
      logDeterminant -= 2 * Math.log(matrix[i * (n + 1)]);
    }
    if (this.#updated.at(-1) === row) this.#logDeterminants += logDeterminant;
  }

  /**
   * What the other side's rows sum up: for each row the triangle of `E[x xᵀ]` with the design
   * `x = (1, factors)`, then `E[bias x]`.
   */
  #designTable(): Float64Array {
    const n = this.dimensions;
    const width = this.#triangle + n;
    const table = new Float64Array(this.#rows * width);
    for (let row = 0; row < this.#rows; row++) {
      const mean = this.means.subarray(row * n, (row + 1) * n);
      const covariance = row * this.#triangle;
      const out = row * width;
      table[out] = 1;
      table[out + this.#triangle] = mean[0];
      for (let i = 1, t = 1; i < n; i++) {
        table[out + this.#triangle + i] = mean[0] * mean[i] + this.covariances[covariance + t];
        table[out + t++] = mean[i];
        for (let j = 1; j <= i; j++, t++) {
          table[out + t] = mean[i] * mean[j] + this.covariances[covariance + t];
        }
      }
    }
    return table;
  }

  /** Precision of each coordinate's prior that explains the rows best, `[D]`. */
  relevance(): Float64Array {
    const squares = this.#meanSquares();
    return squares.map((square) => 1 / square);
  }

  /** `[D]` mean of `E[x²]` over the rows with ratings. */
  #meanSquares(): Float64Array {
    const n = this.dimensions;
    const squares = new Float64Array(n);
    for (const row of this.#updated) {
      for (let i = 0; i < n; i++) {
        const variance = this.covariances[row * this.#triangle + (i * (i + 3)) / 2];
        squares[i] += (this.means[row * n + i] ** 2 + variance) / this.#updated.length;
      }
    }
    return squares;
  }

  /** Multiplies each coordinate of every row. */
  rescale(scales: Float64Array): void {
    const n = this.dimensions;
    for (let row = 0; row < this.#rows; row++) {
      for (let i = 0, t = row * this.#triangle; i < n; i++) {
        this.means[row * n + i] *= scales[i];
        for (let j = 0; j <= i; j++, t++) this.covariances[t] *= scales[i] * scales[j];
      }
    }
    for (const scale of scales) this.#logDeterminants += 2 * this.#updated.length * Math.log(scale);
  }

  /** `Σ E[(deviation − bias − other bias − factors·factors)²]` over all ratings. */
  expectedSquares({ offsets, columns, deviations }: SideRatings, other: BeliefSide): number {
    const n = this.dimensions;
    const triangle = this.#triangle;
    const table = other.#designTable();
    const width = triangle + n;
    let total = 0;
    for (let row = 0; row < this.#rows; row++) {
      const mean = this.means.subarray(row * n, (row + 1) * n);
      const at = row * triangle;
      for (let e = offsets[row]; e < offsets[row + 1]; e++) {
        const column = columns[e];
        const otherMean = column * n;
        let error = deviations[e] - mean[0] - other.means[otherMean];
        for (let i = 1; i < n; i++) error -= mean[i] * other.means[otherMean + i];
        let spread = 0;
        for (let i = 0, t = 0; i < n; i++) {
          const own = i === 0 ? 1 : mean[i];
          for (let j = 0; j <= i; j++, t++) {
            const product = own * (j === 0 ? 1 : mean[j]);
            const both =
              this.covariances[at + t] * table[column * width + t] +
              other.covariances[column * triangle + t] * product;
            spread += i === j ? both : 2 * both;
          }
        }
        total += error * error + spread;
      }
    }
    return total;
  }

  /** Kullback-Leibler divergence of the rows with ratings from their prior `N(0, 1/precision)`. */
  divergence(precision: Float64Array): number {
    const squares = this.#meanSquares();
    let each = -this.dimensions;
    squares.forEach((square, i) => (each += precision[i] * square - Math.log(precision[i])));
    return 0.5 * (this.#updated.length * each - this.#logDeterminants);
  }
}
