import { describe, expect, it } from 'vitest';
import type { Interactions } from '../dataset/columns';
import { historyOf, transpose } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { eliminate } from '../testing/elimination';
import { exampleInteractions, largestDifference } from '../testing/examples';
import { fitBiases, userBias } from '../ranking/bias';
import { createRatingBlock } from '../towers/ratingBlock';
import { personPosterior, predictStars } from '../towers/ratingBlockPosterior';
import { DEFAULT_RATING_BLOCK, fitRatingBlock } from './ratingBlockTraining';
import { alternateFactors, initialFactors, type FactorState } from './ratingBlockTrainingFactors';
import { calibrateIntervals } from './ratingBlockTrainingPrior';
import { BeliefSide } from './ratingBlockTrainingSide';

const MOVIES = 30;
const EMBEDDING = 6;
const CONFIG = {
  ...DEFAULT_RATING_BLOCK,
  factors: 2,
  alternations: 12,
  features: 3,
  watched: { people: 40, cuts: 2, ridge: 0.1 },
};

const table = {
  embedding: Float32Array.from(
    { length: MOVIES * EMBEDDING },
    (_, at) => Math.sin(at + 1) + Math.cos(3 * at),
  ),
  dimensions: EMBEDDING,
};

/** Two kinds of movies, two kinds of people; each likes its own kind. */
function plantedTaste(people: number, seed: number): Interactions {
  const random = createRandom(seed);
  const rows = Array.from({ length: people }, (_, person) => {
    const movies = Array.from({ length: MOVIES }, (_, movie) => movie).filter(
      () => random.next() < 0.6,
    );
    return movies.map((movie) => {
      const liked = movie % 2 === person % 2 ? 2 : -2;
      return { movie, rating: Math.round(Math.min(10, Math.max(1, 6 + liked + random.normal()))) };
    });
  });
  const offsets = new Int32Array(people + 1);
  rows.forEach((row, user) => (offsets[user + 1] = offsets[user] + row.length));
  return {
    userCount: people,
    movieCount: MOVIES,
    offsets,
    movies: Int32Array.from(rows.flat(), ({ movie }) => movie),
    halfStars: Uint8Array.from(rows.flat(), ({ rating }) => rating),
  };
}

const run = (interactions: Interactions, start: FactorState, alternations: number): FactorState => {
  let state = start;
  for (state of alternateFactors(interactions, { ...CONFIG, alternations }, start));
  return state;
};

describe('the variational factorisation', () => {
  const interactions = exampleInteractions(MOVIES, [0, 1, 3, 9, 20, 28, 12]);
  const random = createRandom(4);
  const FACTORS = 2;
  const D = 1 + FACTORS;
  const TRIANGLE = (D * (D + 1)) / 2;
  const movies = new BeliefSide(MOVIES, FACTORS, {
    means: new Float64Array(MOVIES * D).map(() => 0.4 * random.normal()),
    covariances: Float64Array.from({ length: MOVIES * TRIANGLE }, (_, at) =>
      [0, 2, 5].includes(at % TRIANGLE) ? 0.2 : 0.03,
    ),
  });
  const cell = (i: number, j: number) =>
    (Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j);
  const rows = {
    offsets: interactions.offsets,
    columns: interactions.movies,
    deviations: Float64Array.from(interactions.halfStars, (rating) => rating / 2 - 3),
  };
  const precision = Float64Array.of(5, 1, 1);
  const NOISE = 1.7;
  const users = new BeliefSide(interactions.userCount, FACTORS);
  users.update(rows, movies, precision, NOISE);

  it('updates a row to the Gaussian that naive sums of expectations give', () => {
    for (let user = 0; user < interactions.userCount; user++) {
      const matrix = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? precision[i] : 0)));
      const right = [0, 0, 0];
      for (let e = rows.offsets[user]; e < rows.offsets[user + 1]; e++) {
        const mean = movies.means.subarray(rows.columns[e] * D, (rows.columns[e] + 1) * D);
        const at = rows.columns[e] * TRIANGLE;
        const covariance = (i: number, j: number) => movies.covariances[at + cell(i, j)];
        const x = [1, mean[1], mean[2]];
        for (let i = 0; i < D; i++) {
          const biasTimesX = mean[0] * x[i] + (i > 0 ? covariance(0, i) : 0);
          right[i] += NOISE * (rows.deviations[e] * x[i] - biasTimesX);
          for (let j = 0; j < D; j++) {
            matrix[i][j] += NOISE * (x[i] * x[j] + (i > 0 && j > 0 ? covariance(i, j) : 0));
          }
        }
      }
      const actual = users.means.subarray(user * D, (user + 1) * D);
      expect(largestDifference(actual, eliminate(matrix, right))).toBeLessThan(1e-10);
      for (let i = 0; i < D; i++) {
        const column = eliminate(
          matrix,
          [0, 1, 2].map((j) => (j === i ? 1 : 0)),
        );
        for (let j = 0; j < D; j++) {
          expect(users.covariances[user * TRIANGLE + cell(i, j)]).toBeCloseTo(column[j], 10);
        }
      }
    }
  });

  it('expects the squared error that draws from both sides have on average', () => {
    const DRAWS = 20_000;
    const draw = (side: BeliefSide, row: number): number[] => {
      const c = (i: number, j: number) => side.covariances[row * TRIANGLE + cell(i, j)];
      // Cholesky factor of a 3 by 3 matrix by hand.
      const a = Math.sqrt(c(0, 0));
      const [b, d] = [c(1, 0) / a, c(2, 0) / a];
      const e = Math.sqrt(c(1, 1) - b * b);
      const f = (c(2, 1) - b * d) / e;
      const g = Math.sqrt(c(2, 2) - d * d - f * f);
      const [x, y, z] = [random.normal(), random.normal(), random.normal()];
      const noise = [a * x, b * x + e * y, d * x + f * y + g * z];
      return noise.map((value, i) => side.means[row * D + i] + value);
    };
    const [first] = [rows.offsets[1]];
    const one = {
      offsets: Int32Array.from([0, 0, 1, 1, 1, 1, 1, 1]),
      columns: rows.columns.subarray(first, first + 1),
      deviations: rows.deviations.subarray(first, first + 1),
    };
    let total = 0;
    for (let i = 0; i < DRAWS; i++) {
      const u = draw(users, 1);
      const m = draw(movies, one.columns[0]);
      total += (one.deviations[0] - u[0] - m[0] - u[1] * m[1] - u[2] * m[2]) ** 2 / DRAWS;
    }
    expect(users.expectedSquares(one, movies) / total).toBeCloseTo(1, 1);
  });

  it('never lowers the evidence bound', () => {
    const planted = plantedTaste(40, 1);
    const { bounds } = run(planted, initialFactors(planted, CONFIG), 25);
    for (let i = 1; i < bounds.length; i++) {
      expect(bounds[i]).toBeGreaterThanOrEqual(bounds[i - 1] - 1e-12);
    }
    expect(bounds[24]).toBeGreaterThan(bounds[0] + 0.1);
  });

  it('goes on from a saved state to the same numbers', () => {
    const planted = plantedTaste(40, 1);
    const start = initialFactors(planted, CONFIG);
    expect(run(planted, run(planted, start, 3), 7)).toEqual(run(planted, start, 7));
  });

  it('keeps a movie without ratings at its prior', () => {
    const planted = plantedTaste(40, 1);
    const unrated = { ...planted, movieCount: MOVIES + 1 };
    const state = run(unrated, initialFactors(unrated, CONFIG), 5);
    expect(transpose(unrated).offsets[MOVIES]).toBe(transpose(unrated).offsets[MOVIES + 1]);
    expect(Array.from(state.movieMeans.subarray(MOVIES * D))).toEqual([0, 0, 0]);
  });
});

describe('a fitted rating block', () => {
  const training = plantedTaste(60, 1);
  const unseen = plantedTaste(60, 2);

  const errorOf = (
    predict: (history: ReturnType<typeof historyOf>, movies: Int32Array) => ArrayLike<number>,
  ) => {
    let squares = 0;
    let count = 0;
    for (let user = 0; user < unseen.userCount; user++) {
      const { movies, halfStars } = historyOf(unseen, user);
      const given = { movies: movies.subarray(0, 8), halfStars: Array.from(halfStars).slice(0, 8) };
      const targets = movies.subarray(8);
      const predicted = predict(given, targets);
      targets.forEach((_, i) => (squares += (predicted[i] - halfStars[8 + i] / 2) ** 2));
      count += targets.length;
    }
    return Math.sqrt(squares / count);
  };

  it('predicts a planted taste of unseen people far better than biases', () => {
    const block = fitRatingBlock(training, table, CONFIG);
    const bias = fitBiases(training, { userShrinkage: 6, movieShrinkage: 6, sweeps: 8 });
    const own = errorOf(
      (given, movies) => predictStars(block, personPosterior(block, given), movies).mean,
    );
    const biases = errorOf((given, movies) => {
      const personal = bias.mean + userBias(bias, given);
      return Float32Array.from(movies, (movie) => personal + bias.movieBias[movie]);
    });
    expect(own).toBeLessThan(0.75 * biases);
  });

  it('is the same for the same seed', () => {
    const block = fitRatingBlock(training, table, CONFIG);
    expect(fitRatingBlock(training, table, CONFIG)).toEqual(block);
  });

  it('widens its intervals until they hold 80 % of the ratings of unseen people', () => {
    const block = fitRatingBlock(training, table, CONFIG);
    const narrow = createRatingBlock({ ...block, noise: { shape: 1e6, rate: 1e4 } }, table);
    const wide = calibrateIntervals(narrow, plantedTaste(200, 2), createRandom(1));
    let inside = 0;
    let count = 0;
    const others = plantedTaste(60, 3);
    for (let user = 0; user < others.userCount; user++) {
      const { movies, halfStars } = historyOf(others, user);
      const given = {
        movies: movies.subarray(0, 10),
        halfStars: Array.from(halfStars).slice(0, 10),
      };
      const { mean, variance } = predictStars(
        wide,
        personPosterior(wide, given),
        movies.subarray(10),
      );
      mean.forEach((stars, i) => {
        count++;
        if (Math.abs(stars - halfStars[10 + i] / 2) <= 1.2816 * Math.sqrt(variance[i])) inside++;
      });
    }
    expect(inside / count).toBeGreaterThan(0.72);
    expect(inside / count).toBeLessThan(0.88);
  });

  it('leaves the intervals alone when there is nobody to calibrate on', () => {
    const block = fitRatingBlock(training, table, CONFIG);
    const nobody = { ...unseen, userCount: 0, offsets: new Int32Array(1) };
    const { intervals } = calibrateIntervals(block, nobody, createRandom(1));
    expect(intervals).toEqual({ ratings: [0], scale: [1] });
  });
});
