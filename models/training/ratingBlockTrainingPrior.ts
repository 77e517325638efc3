/** @file What a person's watched movies say about their taste, and how wide intervals must be. */
import type { History, Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import type { Random } from '../dataset/random';
import { starsOf } from '../shapes';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { addOuterProduct } from '../towers/gram';
import { watchedFeatures, type RatingBlock } from '../towers/ratingBlock';
import { personPosterior, predictStars } from '../towers/ratingBlockPosterior';

/** Share of cuts that keep everything; the others are log-uniform. */
const WHOLE_SHARE = 0.35;
const MAX_SHORT_CUT = 200;

export interface WatchedPriorConfig {
  /** People to learn from, at most. */
  readonly people: number;
  /** Random cuts of each history. */
  readonly cuts: number;
  /** Ridge for each example. */
  readonly ridge: number;
}

/**
 * Ridge regression, without a constant, of people's posterior means on the features of what they
 * watched, histories cut at random: `W` `[R, D]`.
 */
export function learnWatchedPrior(
  block: RatingBlock,
  interactions: Interactions,
  { people, cuts, ridge }: WatchedPriorConfig,
  random: Random,
): Float32Array {
  const { featureCount, dimensions } = block;
  const gram = new Float64Array(featureCount * featureCount);
  const targets = Array.from({ length: dimensions }, () => new Float64Array(featureCount));
  const everybody = Int32Array.from({ length: interactions.userCount }, (_, user) => user);
  const chosen = random.shuffle(everybody).subarray(0, people);
  for (const user of chosen) {
    const history = historyOf(interactions, user);
    const { mean } = personPosterior(block, history);
    for (let cut = 0; cut < cuts; cut++) {
      const watched = watchedFeatures(block, randomCut(history, random));
      addOuterProduct(gram, watched, featureCount, 1);
      targets.forEach((target, d) => {
        for (let i = 0; i < featureCount; i++) target[i] += mean[d] * watched[i];
      });
    }
  }
  for (let i = 0; i < featureCount; i++) {
    gram[i * (featureCount + 1)] += ridge * Math.max(1, chosen.length * cuts);
  }
  choleskyInPlace(gram, featureCount);
  const prior = new Float32Array(featureCount * dimensions);
  targets.forEach((target, d) => {
    choleskySolveInPlace(gram, featureCount, target);
    target.forEach((value, i) => (prior[i * dimensions + d] = value));
  });
  return prior;
}

function randomCut({ movies }: History, random: Random): Int32Array {
  const short = Math.floor(Math.exp(random.next() * Math.log1p(MAX_SHORT_CUT)));
  const size = random.next() < WHOLE_SHARE ? movies.length : Math.min(movies.length, short);
  return random.shuffle(movies.slice()).subarray(0, size);
}

/** Ratings given at the knots of the interval scale. */
const KNOTS = [0, 1, 3, 10, 30, 100, 300] as const;
/** Of a history, at most this share is given. */
const GIVEN_SHARE = 0.8;
const LEVEL = 0.8;
/** Half the width of an 80 % interval of the normal distribution, in standard deviations. */
const HALF_WIDTH = 1.2815515655446004;
/** Predictions that a knot needs; a knot with fewer is left out. */
const FEWEST_PREDICTIONS = 500;

/**
 * The same block with intervals that hold 80 % of the ratings of `people`, who must be unknown to
 * block and embedding: those who have shaped them look too predictable.
 */
export function calibrateIntervals(
  block: RatingBlock,
  people: Interactions,
  random: Random,
): RatingBlock {
  const plain = { ...block, intervals: { ratings: [0], scale: [1] } };
  const ratings: number[] = [];
  const scale: number[] = [];
  for (const n of KNOTS) {
    const errors = standardizedErrors(plain, people, n, random);
    if (errors.length < FEWEST_PREDICTIONS) continue;
    errors.sort((a, b) => a - b);
    ratings.push(n);
    scale.push(errors[Math.floor(LEVEL * errors.length)] / HALF_WIDTH);
  }
  return ratings.length > 0 ? { ...block, intervals: { ratings, scale } } : plain;
}

/** `|error| / deviation` of what is left of each history once `n` ratings are given. */
function standardizedErrors(
  block: RatingBlock,
  people: Interactions,
  n: number,
  random: Random,
): number[] {
  return Array.from({ length: people.userCount }, (_, user) => {
    const { movies, halfStars } = historyOf(people, user);
    const rows = random.shuffle(Int32Array.from(movies.keys()));
    const most = Math.floor(GIVEN_SHARE * rows.length);
    if (most < n) return [];
    const pick = (part: Int32Array) => ({
      movies: part.map((row) => movies[row]),
      halfStars: Uint8Array.from(part, (row) => halfStars[row]),
    });
    const targets = pick(rows.subarray(most));
    const posterior = personPosterior(block, pick(rows.subarray(0, n)));
    const { mean, variance } = predictStars(block, posterior, targets.movies);
    return Array.from(mean, (stars, i) => {
      return Math.abs(starsOf(targets.halfStars[i]) - stars) / Math.sqrt(variance[i]);
    });
  }).flat();
}
