import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { eliminate } from '../testing/elimination';
import { exampleHistory, largestDifference } from '../testing/examples';
import { createRatingBlock, intervalScale, type RatingBlockParts } from './ratingBlock';
import { personPosterior, predictStars } from './ratingBlockPosterior';

const MOVIES = 60;
const FACTORS = 3;
const FEATURES = 2;
const EMBEDDING = 4;
const DIMENSIONS = 1 + FACTORS + FEATURES;
/** So strong a prior of the noise that the data cannot move it. */
const KNOWN_NOISE = { shape: 1e9, rate: 0.5e9 };

function exampleParts(seed = 1): RatingBlockParts {
  const random = createRandom(seed);
  const normals = (length: number, deviation: number) =>
    Float32Array.from({ length }, () => deviation * random.normal());
  return {
    mean: 3.5,
    movieBias: normals(MOVIES, 0.3),
    factors: normals(MOVIES * FACTORS, 0.3),
    factorPrecision: Float32Array.from({ length: FACTORS }, (_, j) => 10 + j),
    precisionPerRating: Float32Array.from({ length: FACTORS }, (_, j) => 0.5 + j),
    ratingCount: Int32Array.from({ length: MOVIES }, () => 1 + random.integer(50)),
    projection: normals(FEATURES * EMBEDDING, 0.6),
    watchedPrior: normals(FEATURES * DIMENSIONS, 0.2),
    priorPrecision: { bias: 5, feature: 6 },
    noise: KNOWN_NOISE,
    intervals: { ratings: [0], scale: [1] },
  };
}

function exampleTable(seed = 2) {
  const random = createRandom(seed);
  const embedding = new Float32Array(MOVIES * EMBEDDING).map(() => random.normal());
  return { embedding, dimensions: EMBEDDING };
}

const parts = exampleParts();
const block = createRatingBlock(parts, exampleTable());

/** `(1, q, f)` of a movie by the definitions. */
function designOf(movie: number): number[] {
  const { embedding } = exampleTable();
  const row = Array.from(embedding.subarray(movie * EMBEDDING, (movie + 1) * EMBEDDING));
  const norm = Math.hypot(...row);
  const features = Array.from({ length: FEATURES }, (_, r) =>
    row.reduce((sum, x, i) => sum + (parts.projection[r * EMBEDDING + i] * x) / norm, 0),
  );
  return [1, ...parts.factors.subarray(movie * FACTORS, (movie + 1) * FACTORS), ...features];
}

const factorVarianceOf = (movie: number, j: number): number =>
  1 / (parts.factorPrecision[j] + parts.precisionPerRating[j] * parts.ratingCount[movie]);

/** Precision, right side and covariance of a person's posterior, by naive sums and elimination. */
function oracle(history: { movies: Int32Array; halfStars: ArrayLike<number> }) {
  const noise = parts.noise.shape / parts.noise.rate;
  const prior = [5, ...new Array<number>(FACTORS).fill(1), ...new Array<number>(FEATURES).fill(6)];
  const watched = Array.from({ length: FEATURES }, (_, r) =>
    Array.from(history.movies).reduce(
      (sum, movie) => sum + designOf(movie)[1 + FACTORS + r] / Math.sqrt(history.movies.length + 1),
      0,
    ),
  );
  const matrix = prior.map((p, i) => prior.map((_, j) => (i === j ? p : 0)));
  const right = prior.map(
    (p, d) =>
      p * watched.reduce((sum, z, r) => sum + z * parts.watchedPrior[r * DIMENSIONS + d], 0),
  );
  history.movies.forEach((movie, h) => {
    const x = designOf(movie);
    const y = history.halfStars[h] / 2 - parts.mean - parts.movieBias[movie];
    x.forEach((a, i) => {
      right[i] += noise * a * y;
      x.forEach((b, j) => (matrix[i][j] += noise * a * b));
      if (i >= 1 && i <= FACTORS) matrix[i][i] += noise * factorVarianceOf(movie, i - 1);
    });
  });
  const unit = (d: number) => prior.map((_, i) => (i === d ? 1 : 0));
  return {
    mean: eliminate(matrix, right),
    covariance: prior.map((_, d) => eliminate(matrix, unit(d))),
  };
}

describe('the posterior of a person', () => {
  it.each([0, 1, 5, 40])('is the Gaussian of the model after %i ratings', (n) => {
    const history = exampleHistory(MOVIES, n);
    const posterior = personPosterior(block, history);
    const { mean, covariance } = oracle(history);
    expect(largestDifference(posterior.mean, mean)).toBeLessThan(1e-5);
    expect(posterior.noiseVariance).toBeCloseTo(0.5, 5);
    posterior.factorSquares.forEach((square, j) => {
      expect(square).toBeCloseTo(mean[1 + j] ** 2 + covariance[1 + j][1 + j], 5);
    });
  });

  it.each([0, 1, 3, 4, 5, 8, 9])(
    'are the same for %i movies at once and for each alone',
    (count) => {
      const posterior = personPosterior(block, exampleHistory(MOVIES, 7));
      const movies = Array.from({ length: count }, (_, i) => (i * 7) % MOVIES);
      const each = movies.map((movie) => predictStars(block, posterior, [movie]));
      const { mean, variance } = predictStars(block, posterior, movies);
      expect(Array.from(mean)).toEqual(each.map((one) => one.mean[0]));
      expect(Array.from(variance)).toEqual(each.map((one) => one.variance[0]));
    },
  );

  it('predicts with the noise, the person and the movie itself in the variance', () => {
    const history = exampleHistory(MOVIES, 12);
    const { mean, covariance } = oracle(history);
    const movies = Int32Array.from({ length: MOVIES }, (_, movie) => movie);
    const predicted = predictStars(block, personPosterior(block, history), movies);
    for (const movie of movies) {
      const x = designOf(movie);
      const stars = x.reduce((sum, a, i) => sum + a * mean[i], 3.5 + parts.movieBias[movie]);
      let variance = 0.5;
      x.forEach((a, i) => x.forEach((b, j) => (variance += a * b * covariance[i][j])));
      for (let j = 0; j < FACTORS; j++) {
        variance += factorVarianceOf(movie, j) * (mean[1 + j] ** 2 + covariance[1 + j][1 + j]);
      }
      expect(predicted.mean[movie]).toBeCloseTo(Math.min(5, Math.max(0.5, stars)), 4);
      expect(predicted.variance[movie]).toBeCloseTo(variance, 4);
    }
  });

  it('finds somebody noisy whose ratings follow nothing', () => {
    const doubtful = createRatingBlock(
      { ...parts, noise: { shape: 3, rate: 1.5 } },
      exampleTable(),
    );
    const movies = Int32Array.from({ length: 40 }, (_, movie) => movie);
    const erratic = { movies, halfStars: movies.map((movie) => (movie % 2 === 0 ? 1 : 10)) };
    const steady = { movies, halfStars: movies.map(() => 7) };
    const noiseOf = (history: typeof steady) => personPosterior(doubtful, history).noiseVariance;
    expect(noiseOf(erratic)).toBeGreaterThan(2);
    expect(noiseOf(steady)).toBeLessThan(0.5);
  });

  it('holds 80 % of the ratings in its intervals when people are drawn from its own prior', () => {
    const random = createRandom(9);
    // Movies that are well known: the mean-field posterior is exact only for certain factors.
    const factorPrecision = parts.factorPrecision.map(() => 1000);
    const own = { ...parts, factorPrecision, watchedPrior: parts.watchedPrior.map(() => 0) };
    const drawn = createRatingBlock(own, exampleTable());
    let inside = 0;
    let all = 0;
    for (let person = 0; person < 400; person++) {
      const weights = Array.from(drawn.precision, (p) => random.normal() / Math.sqrt(p));
      const movies = random.shuffle(Int32Array.from({ length: MOVIES }, (_, movie) => movie));
      const stars = Array.from(movies, (movie) => {
        const x = designOf(movie).map((value, d) =>
          d >= 1 && d <= FACTORS
            ? value + random.normal() * Math.sqrt(drawn.factorVariance[movie * FACTORS + d - 1])
            : value,
        );
        const noise = random.normal() * Math.sqrt(0.5);
        return x.reduce((sum, a, i) => sum + a * weights[i], 3.5 + own.movieBias[movie]) + noise;
      });
      const history = {
        movies: movies.subarray(0, 10),
        halfStars: stars.map((value) => 2 * value),
      };
      const { mean, variance } = predictStars(
        drawn,
        personPosterior(drawn, history),
        movies.subarray(10),
      );
      mean.forEach((value, i) => {
        // Stars beyond the scale would be clipped in life; their errors are left out on both sides.
        if (value <= 0.5 || value >= 5) return;
        all++;
        if (Math.abs(stars[10 + i] - value) < 1.2816 * Math.sqrt(variance[i])) inside++;
      });
    }
    expect(inside / all).toBeGreaterThan(0.785);
    expect(inside / all).toBeLessThan(0.815);
  });
});

describe('the interval scale', () => {
  const scale = { ratings: [0, 3, 100], scale: [0.9, 1, 1.2] };

  it('is linear in the logarithm between its knots and flat outside', () => {
    expect(intervalScale(scale, 0)).toBe(0.9);
    expect(intervalScale(scale, 1)).toBeCloseTo(0.95);
    expect(intervalScale(scale, 3)).toBe(1);
    expect(intervalScale(scale, 5000)).toBe(1.2);
  });
});
