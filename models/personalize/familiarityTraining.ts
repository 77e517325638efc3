/**
 * @file Fits {@link Familiarity} to training people by logistic regression: they are asked about some
 * well-known movies, and what they have seen of others is to be told from that.
 */
import type { Interactions } from '../dataset/columns';
import { ratingCounts } from '../dataset/counts';
import { historyOf } from '../dataset/interactions';
import { createRandom, type Random } from '../dataset/random';
import { FAMILIARITY_FEATURES } from '../pack/manifest';
import type { MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { addOuterProduct } from '../towers/gram';
import {
  familiarityFeatures,
  popularityLogOdds,
  scoreOf,
  seenProbability,
  watcherEmbedding,
  type Familiarity,
} from './familiarity';
import { byPopularity } from './questions';

/** Training people, at most. */
const PEOPLE = 300;
/** Share of somebody's ratings that they may name, as in the protocol. */
const POOL_SHARE = 0.8;
/** Movies asked about before others are told. */
const ASKED = [0, 5, 15, 40] as const;
/** Movies told after each of these. */
const TOLD = 40;
/** Most rated movies that are asked about or told. */
const MOVIES = 500;
const RIDGE = 0.01;
const NEWTON_STEPS = 25;

interface Observation {
  readonly features: readonly number[];
  readonly seen: boolean;
}

/** Deterministic for a seed. */
export function fitFamiliarity(
  block: Block,
  interactions: Interactions,
  seed: number,
): Familiarity {
  const counts = ratingCounts(interactions);
  const movies = byPopularity(counts).subarray(0, MOVIES);
  const logOdds = popularityLogOdds(counts, movies, interactions.userCount);
  const random = createRandom(seed);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const observations = Array.from(order.subarray(0, PEOPLE)).flatMap((user) => {
    const { movies: rated } = historyOf(interactions, user);
    const seen = new Set(rated.filter(() => random.next() < POOL_SHARE));
    return observationsOf(block, movies, logOdds, seen, random);
  });
  return logisticRegression(observations, FAMILIARITY_FEATURES);
}

/** What one person's answers tell, after each number of movies in {@link ASKED}. */
function observationsOf(
  block: Block,
  movies: Int32Array,
  logOdds: Float64Array,
  seen: ReadonlySet<MovieIndex>,
  random: Random,
): Observation[] {
  const asked = new Set<MovieIndex>();
  return ASKED.flatMap((count) => {
    const limit = Math.min(count, Math.floor(movies.length / 2));
    while (asked.size < limit) asked.add(movies[drawRank(movies.length, random)]);
    const answered = [...asked].filter((movie) => seen.has(movie));
    const unseen = [...asked].filter((movie) => !seen.has(movie));
    const watcher = watcherEmbedding(block, Int32Array.from(answered), unseen);
    return Array.from({ length: TOLD }, () => drawRank(movies.length, random)).flatMap((rank) => {
      const movie = movies[rank];
      if (asked.has(movie)) return [];
      const score = scoreOf(block, watcher, movie);
      const features = familiarityFeatures(logOdds[rank], score, answered.length, unseen.length);
      return [{ features, seen: seen.has(movie) }];
    });
  });
}

/** A place in the order of popularity, the first ones more often: uniform in its logarithm. */
function drawRank(size: number, random: Random): number {
  return Math.min(size - 1, Math.floor((size + 1) ** random.next()) - 1);
}

/** Newton's method for the penalised likelihood, which has one maximum. */
function logisticRegression(observations: readonly Observation[], size: number): number[] {
  const weights = new Array<number>(size).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const hessian = new Float64Array(size * size);
    const slope = Float64Array.from(weights, (weight) => -RIDGE * weight);
    for (const { features, seen } of observations) {
      const probability = seenProbability(weights, features);
      addOuterProduct(hessian, features, size, probability * (1 - probability));
      const error = (seen ? 1 : 0) - probability;
      features.forEach((value, i) => (slope[i] += error * value));
    }
    for (let i = 0; i < size; i++) hessian[i * (size + 1)] += RIDGE;
    choleskyInPlace(hessian, size);
    choleskySolveInPlace(hessian, size, slope);
    slope.forEach((change, i) => (weights[i] += change));
  }
  return weights;
}
