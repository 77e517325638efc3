/**
 * @file EASE: the closed-form linear autoencoder with zero diagonal (Steck 2019), on everything rated.
 *
 *     P = (XᵀX + λI)⁻¹,   B = I − P diag(1 / diag P),   scores of a history x: x B
 *
 * `X` is `[U, M]` and binary. With fewer users than movies, `P = (I − Xᵀ (XXᵀ + λI)⁻¹ X) / λ` needs
 * only a `[U, U]` system, and neither `P` nor `B` is ever formed. Whoever has no rating gets the zero
 * vector from the formula; they get the popular movies instead.
 */
import type { Interactions } from '../dataset/columns';
import { likeCounts } from '../dataset/counts';
import { transpose, type MovieInteractions } from '../dataset/interactions';
import { pauses } from '../training/pauses';
import { invertPositiveDefinite } from './positiveDefiniteInverse';
import type { SystemRecipe, SystemState, TrainOptions } from './system';

type Scores = (movies: ArrayLike<number>) => Float32Array;

/** @param lambda ridge, in ratings */
export function easeRecipe(lambda: number): SystemRecipe {
  return {
    name: 'EASE',
    settings: { lambda },
    train: ({ interactions }, options) => trainEase(interactions, lambda, options),
    open: (state, { interactions }) => {
      const likes = likeCounts(interactions);
      const scores =
        'movieInverse' in state
          ? primalScores(state.movieInverse as Float32Array, interactions)
          : dualScores(state.userInverse as Float32Array, interactions, lambda);
      return {
        scores: ({ movies }) => (movies.length === 0 ? likes.slice() : scores(movies)),
        dispose: () => undefined,
      };
    },
  };
}

/** `movieInverse` `[M, M]` or `userInverse` `[U, U]`, whichever is smaller. */
async function trainEase(
  interactions: Interactions,
  lambda: number,
  { signal, onStep }: TrainOptions,
): Promise<SystemState> {
  const { userCount, movieCount } = interactions;
  const isPrimal = movieCount <= userCount;
  const size = isPrimal ? movieCount : userCount;
  const byMovie = transpose(interactions);
  const matrix = isPrimal
    ? commonCounts(size, interactions.offsets, interactions.movies)
    : commonCounts(size, byMovie.offsets, byMovie.users);
  for (let i = 0; i < size; i++) matrix[i * size + i] += lambda;
  const pause = pauses(signal);
  await invertPositiveDefinite(matrix, size, async (rows) => {
    await pause();
    onStep?.(rows, size, 'rows of the inverse');
  });
  return isPrimal ? { movieInverse: matrix } : { userInverse: matrix };
}

/**
 * How many lists two members share: `XᵀX` from the users' lists of movies, `XXᵀ` from the movies'
 * lists of users. Full `[size, size]`, exact in float32.
 */
function commonCounts(size: number, offsets: Int32Array, members: Int32Array): Float32Array {
  const counts = new Float32Array(size * size);
  for (let list = 0; list + 1 < offsets.length; list++) {
    const [start, end] = [offsets[list], offsets[list + 1]];
    for (let a = start; a < end; a++) {
      const row = members[a] * size;
      for (let b = start; b < end; b++) counts[row + members[b]]++;
    }
  }
  return counts;
}

function primalScores(inverse: Float32Array, { movieCount }: Interactions): Scores {
  const scale = Float32Array.from(
    { length: movieCount },
    (_, m) => -1 / inverse[m * movieCount + m],
  );
  return (movies) => {
    const scores = new Float32Array(movieCount);
    for (let h = 0; h < movies.length; h++) {
      const row = movies[h] * movieCount;
      for (let movie = 0; movie < movieCount; movie++) scores[movie] += inverse[row + movie];
    }
    for (let movie = 0; movie < movieCount; movie++) scores[movie] *= scale[movie];
    // A history movie got P_mm · (−1 / P_mm) = −1 from itself, where B has a zero.
    for (let h = 0; h < movies.length; h++) scores[movies[h]] += 1;
    return scores;
  };
}

function dualScores(inverse: Float32Array, interactions: Interactions, lambda: number): Scores {
  const { userCount, movieCount } = interactions;
  const byMovie = transpose(interactions);
  const diagonal = dualDiagonal(inverse, byMovie, lambda);
  return (movies) => {
    const history = new Float64Array(movieCount);
    const overlap = new Float64Array(userCount);
    for (let h = 0; h < movies.length; h++) {
      history[movies[h]] = 1;
      for (const user of ratersOf(byMovie, movies[h])) overlap[user]++;
    }
    const weights = symmetricTimes(inverse, overlap);
    const scores = new Float32Array(movieCount);
    for (let movie = 0; movie < movieCount; movie++) {
      let projected = 0;
      for (const user of ratersOf(byMovie, movie)) projected += weights[user];
      const row = (history[movie] - projected) / lambda;
      scores[movie] = history[movie] - row / diagonal[movie];
    }
    return scores;
  };
}

/** `A x` for a symmetric `A`, skipping the zeros of `x`. */
function symmetricTimes(matrix: Float32Array, x: Float64Array): Float64Array {
  const product = new Float64Array(x.length);
  for (let k = 0; k < x.length; k++) {
    if (x[k] === 0) continue;
    const row = k * x.length;
    for (let i = 0; i < x.length; i++) product[i] += matrix[row + i] * x[k];
  }
  return product;
}

/** `P_mm = (1 − x_mᵀ (XXᵀ + λI)⁻¹ x_m) / λ` with the column `x_m` of `X`. */
function dualDiagonal(
  inverse: Float32Array,
  byMovie: MovieInteractions,
  lambda: number,
): Float64Array {
  return Float64Array.from({ length: byMovie.movieCount }, (_, movie) => {
    const raters = ratersOf(byMovie, movie);
    let quadratic = 0;
    for (const a of raters) {
      for (const b of raters) quadratic += inverse[a * byMovie.userCount + b];
    }
    return (1 - quadratic) / lambda;
  });
}

function ratersOf({ offsets, users }: MovieInteractions, movie: number): Int32Array {
  return users.subarray(offsets[movie], offsets[movie + 1]);
}
