/**
 * @file EASE: the closed-form linear autoencoder with zero diagonal (Steck 2019), on everything rated.
 *
 *     P = (XᵀX + λI)⁻¹,   B = I − P diag(1 / diag P),   scores of a history x: x B
 *
 * With fewer users than movies, `P = (I − Xᵀ (XXᵀ + λI)⁻¹ X) / λ` needs only a `[U, U]` system, and
 * `B` is never formed. `X` is `[U, M]` and binary.
 */
import type { Interactions } from '../dataset/columns';
import { transpose, type MovieInteractions } from '../dataset/interactions';
import { choleskyInPlace, choleskyInverse } from '../towers/cholesky';

export class Ease {
  readonly #interactions: Interactions;
  /** `(XXᵀ + λI)⁻¹`, `[U, U]` */
  readonly #inverse: Float64Array;
  /** `diag P`, `[M]` */
  readonly #diagonal: Float64Array;
  readonly #byMovie: MovieInteractions;
  readonly #lambda: number;

  /** @param lambda ridge, in ratings */
  constructor(interactions: Interactions, lambda: number) {
    this.#interactions = interactions;
    this.#lambda = lambda;
    this.#byMovie = transpose(interactions);
    const users = interactions.userCount;
    const overlap = overlapMatrix(interactions, this.#byMovie);
    for (let user = 0; user < users; user++) overlap[user * users + user] += lambda;
    choleskyInPlace(overlap, users);
    this.#inverse = choleskyInverse(overlap, users);
    this.#diagonal = this.#inverseDiagonal();
  }

  /**
   * Scores of every movie for one history, `[M]`.
   *
   * @param movies indices of the movies of the history
   */
  scores(movies: ArrayLike<number>): Float32Array {
    const { userCount, movieCount } = this.#interactions;
    const history = new Float64Array(movieCount);
    const overlap = new Float64Array(userCount);
    for (let h = 0; h < movies.length; h++) {
      history[movies[h]] = 1;
      for (const user of this.#usersOf(movies[h])) overlap[user]++;
    }
    const weights = this.#inverseTimes(overlap);
    const scores = new Float32Array(movieCount);
    for (let movie = 0; movie < movieCount; movie++) {
      let projected = 0;
      for (const user of this.#usersOf(movie)) projected += weights[user];
      const row = (history[movie] - projected) / this.#lambda;
      scores[movie] = history[movie] - row / this.#diagonal[movie];
    }
    return scores;
  }

  #inverseTimes(overlap: Float64Array): Float64Array {
    const users = this.#interactions.userCount;
    return overlap.map((_, row) => {
      let sum = 0;
      for (let k = 0; k < users; k++) sum += this.#inverse[row * users + k] * overlap[k];
      return sum;
    });
  }

  #usersOf(movie: number): Int32Array {
    const { offsets, users } = this.#byMovie;
    return users.subarray(offsets[movie], offsets[movie + 1]);
  }

  /** `P_mm = (1 − x_mᵀ (XXᵀ + λI)⁻¹ x_m) / λ` with the column `x_m` of `X`. */
  #inverseDiagonal(): Float64Array {
    const { userCount, movieCount } = this.#interactions;
    return Float64Array.from({ length: movieCount }, (_, movie) => {
      const raters = this.#usersOf(movie);
      let quadratic = 0;
      for (const a of raters) {
        for (const b of raters) quadratic += this.#inverse[a * userCount + b];
      }
      return (1 - quadratic) / this.#lambda;
    });
  }
}

/** `X Xᵀ`: how many movies two users share; lower triangle of `[U, U]`. */
function overlapMatrix(
  { userCount, movieCount }: Interactions,
  { offsets, users }: MovieInteractions,
): Float64Array {
  const overlap = new Float64Array(userCount * userCount);
  for (let movie = 0; movie < movieCount; movie++) {
    for (let a = offsets[movie]; a < offsets[movie + 1]; a++) {
      for (let b = offsets[movie]; b <= a; b++) overlap[users[a] * userCount + users[b]]++;
    }
  }
  return overlap;
}
