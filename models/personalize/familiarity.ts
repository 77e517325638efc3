/**
 * @file The probability that somebody has seen a movie: from its popularity, from how much their
 * answers look like those of its watchers, and from how often they said yes so far.
 *
 * "Not seen" is evidence here and nowhere else: it never becomes a rating.
 */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { normalEquations } from '../towers/closedForm';
import { unobservedWeightOf } from '../towers/foldInLoss';
import { addOuterProduct } from '../towers/gram';

/** Half stars that stand for "watched" where only that matters: target 1. */
const WATCHED = 6;

/** Coefficients of the log odds, in the order of {@link familiarityFeatures}. */
export type Familiarity = readonly number[];

/** Log odds that somebody drawn at random has rated each of `movies`, from `people` people. */
export function popularityLogOdds(
  ratingCount: ArrayLike<number>,
  movies: Int32Array,
  people: number,
): Float64Array {
  return Float64Array.from(movies, (movie) => {
    const share = (ratingCount[movie] + 1) / (people + 2);
    return Math.log(share / (1 - share));
  });
}

/**
 * @param logOdds of the movie's popularity
 * @param score of the movie for the person as a watcher; says more the more is known of them
 * @param answered movies that they knew
 * @param unseen movies that they did not know
 */
export function familiarityFeatures(
  logOdds: number,
  score: number,
  answered: number,
  unseen: number,
): number[] {
  const yesToNo = Math.log((answered + 1) / (unseen + 1));
  return [1, logOdds, score, score * Math.log1p(answered), yesToNo];
}

/** Probability of having seen a movie with these features. */
export function seenProbability(familiarity: Familiarity, features: readonly number[]): number {
  const odds = features.reduce((sum, value, i) => sum + value * familiarity[i], 0);
  return 1 / (1 + Math.exp(-odds));
}

/** The person as a watcher, whatever the stars: watched movies have target 1, unseen ones 0. */
export function watcherEmbedding(
  block: Block,
  movies: Int32Array,
  unseen: readonly MovieIndex[],
): Float64Array {
  const { dimensions: n, embedding, loss } = block;
  const history: History = { movies, halfStars: new Uint8Array(movies.length).fill(WATCHED) };
  const { matrix, right } = normalEquations(block, history);
  const unobserved = unobservedWeightOf(loss, movies.length);
  for (const movie of unseen) {
    const row = embedding.subarray(movie * n, (movie + 1) * n);
    addOuterProduct(matrix, row, n, 1 - unobserved);
  }
  choleskyInPlace(matrix, n);
  choleskySolveInPlace(matrix, n, right);
  return right;
}

/** `u·v` of a movie. */
export function scoreOf(block: Block, user: ArrayLike<number>, movie: MovieIndex): number {
  const { embedding, dimensions } = block;
  let dot = 0;
  for (let i = 0, at = movie * dimensions; i < dimensions; i++) dot += user[i] * embedding[at + i];
  return dot;
}
