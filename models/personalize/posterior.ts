/**
 * @file What the ratings leave open about a person. The fold-in loss is the negative logarithm of a
 * Gaussian posterior, so the covariance of the embedding is `A⁻¹`, and that of two movies' scores is
 * `vᵀ A⁻¹ w`.
 */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { normalEquations } from '../towers/closedForm';

/** Posterior of one block's user embedding. */
export class Posterior {
  readonly #block: Block;
  /** Cholesky factor of `A`. */
  readonly #factor: Float64Array;

  constructor(block: Block, history: History) {
    this.#block = block;
    this.#factor = normalEquations(block, history).matrix;
    choleskyInPlace(this.#factor, block.dimensions);
  }

  /** Variance of a movie's score, `vᵀ A⁻¹ v`, by one triangular solve. */
  variance(movie: MovieIndex): number {
    const { embedding, dimensions: n } = this.#block;
    const solved = new Float64Array(n);
    let total = 0;
    for (let i = 0, row = 0; i < n; i++, row += n) {
      let sum = embedding[movie * n + i];
      for (let k = 0; k < i; k++) sum -= this.#factor[row + k] * solved[k];
      sum /= this.#factor[row + i];
      solved[i] = sum;
      total += sum * sum;
    }
    return total;
  }

  /** `A⁻¹ v`: its dot product with another movie is the covariance of their scores. */
  direction(movie: MovieIndex): Float64Array {
    const { embedding, dimensions: n } = this.#block;
    const solved = Float64Array.from(embedding.subarray(movie * n, (movie + 1) * n));
    choleskySolveInPlace(this.#factor, n, solved);
    return solved;
  }
}
