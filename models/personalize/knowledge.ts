/** @file How well a model knows a person: what their ratings leave of its uncertainty about them. */
import type { History } from '../dataset/columns';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskyInverse } from '../towers/cholesky';
import { ridgeOf, unobservedWeightOf } from '../towers/foldInLoss';
import { addOuterProducts, gramMatrix } from '../towers/gram';

/**
 * Ratings of the best-known movies that count as knowing a person well. Even hundreds of ratings leave
 * most of what a person would say of thousands of movies open, so the meter is measured by these.
 */
const WELL_KNOWN_RATINGS = 60;

export class Knowledge {
  readonly #block: Block;
  /** `[D, D]` `Σ v vᵀ` of the movies whose scores are to be known. */
  readonly #about: Float64Array;
  readonly #before: number;
  /** What {@link WELL_KNOWN_RATINGS} take off the variance. */
  readonly #wellKnown: number;

  /** @param about movies whose scores are to be known, the best known first */
  constructor(block: Block, about: Int32Array) {
    const { embedding, dimensions: n } = block;
    const rows = new Float32Array(about.length * n);
    about.forEach((movie, i) => rows.set(embedding.subarray(movie * n, (movie + 1) * n), i * n));
    this.#block = block;
    this.#about = gramMatrix(rows, n);
    this.#before = this.#variance(new Int32Array(0));
    this.#wellKnown = this.#before - this.#variance(about.subarray(0, WELL_KNOWN_RATINGS));
  }

  /**
   * What the ratings take off the total variance of those scores, relative to a person who is known
   * well: 0 without ratings, at most 1.
   *
   * The fold-in's own prior loosens as ratings come in, so that it could seem to know less than before.
   * Here it stays the one of somebody new, and every rating adds.
   */
  share({ movies }: Pick<History, 'movies'>): number {
    if (movies.length === 0 || this.#wellKnown <= 0) return 0;
    return Math.min(1, (this.#before - this.#variance(movies)) / this.#wellKnown);
  }

  /** `tr(A⁻¹ Σ v vᵀ)`. */
  #variance(rated: Int32Array): number {
    const { dimensions: n, embedding, loss, gram } = this.#block;
    const unobserved = unobservedWeightOf(loss, 0);
    const matrix = gram.map((value) => unobserved * value);
    for (let i = 0; i < n; i++) matrix[i * (n + 1)] += ridgeOf(loss, 0);
    addOuterProducts(matrix, embedding, rated, n, 1 - unobserved);
    choleskyInPlace(matrix, n);
    return choleskyInverse(matrix, n).reduce((sum, value, at) => sum + value * this.#about[at], 0);
  }
}
