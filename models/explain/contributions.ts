/**
 * @file Why a movie scores as it does: exact signed contributions of the rated movies.
 *
 * The user embedding of a block is `u = A⁻¹ Σ_h t_h v_h`, so the score of movie `m` splits exactly:
 *
 *     g (u · v_m) / σ = Σ_h  (g / σ) t_h (v_h · A⁻¹ v_m)
 *
 * one term for each rating. Blocks add up.
 */
import type { History } from '../dataset/columns';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { normalEquations } from '../towers/closedForm';
import { targetOf } from '../towers/foldInLoss';
import { blockGains, type TwoTowerSpace } from '../towers/space';

/** Splits scores of one person; factorises the normal equations once, for any number of movies. */
export class ContributionSplitter {
  readonly #space: TwoTowerSpace;
  readonly #history: History;
  readonly #gains: readonly number[];
  readonly #factors: readonly Float64Array[];

  /** @param user `[Σ D]` the embedding fitted to exactly this history */
  constructor(space: TwoTowerSpace, user: Float32Array, history: History) {
    this.#space = space;
    this.#history = history;
    this.#gains = blockGains(space, user);
    this.#factors = space.blocks.map((block) => {
      const { matrix } = normalEquations(block, history);
      choleskyInPlace(matrix, block.dimensions);
      return matrix;
    });
  }

  /** Contribution of each rating to the movie's retrieval score, `[H]`. */
  contributions(movie: number): Float64Array {
    const total = new Float64Array(this.#history.movies.length);
    this.#space.blocks.forEach((block, b) => {
      const { embedding, dimensions, loss } = block;
      const solved = Float64Array.from(
        embedding.subarray(movie * dimensions, (movie + 1) * dimensions),
      );
      choleskySolveInPlace(this.#factors[b], dimensions, solved);
      for (let h = 0; h < total.length; h++) {
        const at = this.#history.movies[h] * dimensions;
        let dot = 0;
        for (let i = 0; i < dimensions; i++) dot += embedding[at + i] * solved[i];
        total[h] += this.#gains[b] * targetOf(loss, this.#history.halfStars[h]) * dot;
      }
    });
    return total;
  }
}
