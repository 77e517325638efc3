/**
 * @file How one person's stars deviate from the baseline, as a direction in embedding space: ridge
 * regression of the deviations of their ratings on the unit embeddings of the rated movies,
 *
 *     w = argmin Σ_h (stars_h − μ − b_u − b_h − w·v̂_h)² + λ |w|²
 *
 * which is Gaussian-process regression with the cosine as kernel (Rasmussen and Williams 2006, 2.1).
 * The retrieval blocks say what a person watches; this says which of it they like.
 */
import type { History } from '../dataset/columns';
import { starsOf } from '../shapes';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { addOuterProduct } from '../towers/gram';
import { userBias, type BiasModel } from './bias';

/** `λ`: noise variance of a rating over prior variance of a taste. */
const RIDGE = 2;

/** The person's taste `w`, `[D]`, in stars for one unit of cosine; zeros without ratings. */
export function ratingTaste(block: Block, bias: BiasModel, history: History): Float32Array {
  const { dimensions } = block;
  const taste = new Float64Array(dimensions);
  if (history.movies.length === 0) return Float32Array.from(taste);
  const matrix = new Float64Array(dimensions * dimensions);
  const personal = userBias(bias, history);
  for (let h = 0; h < history.movies.length; h++) {
    const movie = history.movies[h];
    const unit = unitEmbedding(block, movie);
    const baseline = bias.mean + personal + bias.movieBias[movie];
    const deviation = starsOf(history.halfStars[h]) - baseline;
    addOuterProduct(matrix, unit, dimensions, 1);
    for (let i = 0; i < dimensions; i++) taste[i] += deviation * unit[i];
  }
  for (let i = 0; i < dimensions; i++) matrix[i * dimensions + i] += RIDGE;
  choleskyInPlace(matrix, dimensions);
  choleskySolveInPlace(matrix, dimensions, taste);
  return Float32Array.from(taste);
}

/** Direction of a movie's embedding, `[D]`; zeros for a movie without one. */
function unitEmbedding(block: Block, movie: number): Float32Array {
  const { embedding, dimensions } = block;
  const row = embedding.subarray(movie * dimensions, (movie + 1) * dimensions);
  const norm = Math.hypot(...row);
  return row.map((value) => (norm > 0 ? value / norm : 0));
}
