/**
 * @file The user embedding of one block after one more answer, by the Sherman-Morrison formula: an
 * answer changes the normal equations by one outer product.
 */
import type { History } from '../dataset/columns';
import type { HalfStars, MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { ridgeOf, targetOf, unobservedWeightOf } from '../towers/foldInLoss';
import { addOuterProduct } from '../towers/gram';

/** The curves of the loss are read at the number of ratings that there will be. */
export class NextAnswer {
  readonly #block: Block;
  readonly #factor: Float64Array;
  readonly #before: Float64Array;
  readonly #weight: number;

  constructor(block: Block, history: History) {
    const { dimensions, embedding, loss } = block;
    const ratings = history.movies.length + 1;
    const unobserved = unobservedWeightOf(loss, ratings);
    const matrix = block.gram.map((value) => unobserved * value);
    for (let i = 0; i < dimensions; i++) matrix[i * (dimensions + 1)] += ridgeOf(loss, ratings);
    const right = new Float64Array(dimensions);
    history.movies.forEach((movie, h) => {
      const row = embedding.subarray(movie * dimensions, (movie + 1) * dimensions);
      addOuterProduct(matrix, row, dimensions, 1 - unobserved);
      const target = targetOf(loss, history.halfStars[h]);
      for (let i = 0; i < dimensions; i++) right[i] += target * row[i];
    });
    this.#block = block;
    this.#weight = 1 - unobserved;
    choleskyInPlace(matrix, dimensions);
    choleskySolveInPlace(matrix, dimensions, right);
    this.#factor = matrix;
    this.#before = right;
  }

  /** `[D]`, as the exact fold-in of the history with this rating would give it. */
  after(movie: MovieIndex, halfStars: HalfStars): Float64Array {
    const { embedding, loss, dimensions: n } = this.#block;
    const row = embedding.subarray(movie * n, (movie + 1) * n);
    const solved = Float64Array.from(row);
    choleskySolveInPlace(this.#factor, n, solved);
    let before = 0;
    let leverage = 0;
    for (let i = 0; i < n; i++) {
      before += row[i] * this.#before[i];
      leverage += row[i] * solved[i];
    }
    const weight = this.#weight;
    const step = (targetOf(loss, halfStars) - weight * before) / (1 + weight * leverage);
    return this.#before.map((value, i) => value + step * solved[i]);
  }
}
