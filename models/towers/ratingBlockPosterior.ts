/** @file What the rating block believes about one person, and the stars it predicts for them. */
import { starsOf } from '../shapes';
import { choleskyInPlace, choleskySolveInPlace } from './cholesky';
import { addOuterProducts } from './gram';
import {
  intervalScale,
  watchedFeatures,
  type RatingBlock,
  type RatingHistory,
} from './ratingBlock';

/** Coordinate steps between the person's weights and their noise; a third changes nothing visible. */
const NOISE_STEPS = 2;
const FEWEST_STARS = 0.5;
const MOST_STARS = 5;

/** Gaussian posterior of a person's `(b, p, w)`. */
export interface RatingPosterior {
  /** Ratings behind it. */
  readonly ratings: number;
  /** `[D]` */
  readonly mean: Float64Array;
  /** `[D, D]` lower triangular `L⁻¹`, where `L Lᵀ` is the precision: `xᵀΣx = |L⁻¹x|²`. */
  readonly inverseFactor: Float64Array;
  /** `[k]` `E[p²]`: what the variance of a movie's own factors is multiplied by. */
  readonly factorSquares: Float64Array;
  /** Variance of a rating around its mean, stars². */
  readonly noiseVariance: number;
}

/** One prediction for each movie. */
export interface StarPredictions {
  /** Stars, 0.5 to 5. */
  readonly mean: Float32Array;
  /** Stars²; 80 % of ratings lie within 1.2816 of its square roots. */
  readonly variance: Float32Array;
}

/** Sums over one history. */
interface Evidence {
  /** `[D, D]` lower triangle of `Σ E[x xᵀ]`. */
  readonly moments: Float64Array;
  /** `[D]` `Σ x (stars − μ − c)` */
  readonly right: Float64Array;
  /** `[k]` summed variance of the movies' factors. */
  readonly variances: Float64Array;
  /** `[H]` `stars − μ − c` */
  readonly deviations: Float64Array;
}

/** The posterior of a person given their ratings, in closed form for each value of their noise. */
export function personPosterior(block: RatingBlock, history: RatingHistory): RatingPosterior {
  const { precision, noise, factorCount } = block;
  const ratings = history.movies.length;
  const evidence = gather(block, history);
  const prior = priorMean(block, history.movies);
  let noisePrecision = noise.shape / noise.rate;
  let belief = solve(evidence, precision, prior, noisePrecision);
  for (let step = 1; step < NOISE_STEPS && ratings > 0; step++) {
    const squares = expectedSquares(block, history, evidence, belief, noisePrecision);
    noisePrecision = (noise.shape + ratings / 2) / (noise.rate + squares / 2);
    belief = solve(evidence, precision, prior, noisePrecision);
  }
  const factorSquares = Float64Array.from(
    { length: factorCount },
    (_, j) => belief.mean[1 + j] ** 2 + belief.variances[1 + j],
  );
  const { mean, inverseFactor } = belief;
  return { ratings, mean, inverseFactor, factorSquares, noiseVariance: 1 / noisePrecision };
}

/** Predicted stars of movies, with their variance. Takes O(D²) for each movie. */
export function predictStars(
  block: RatingBlock,
  posterior: RatingPosterior,
  movies: ArrayLike<number>,
): StarPredictions {
  const { design, dimensions, factorVariance, factorCount } = block;
  const mean = new Float32Array(movies.length);
  const variance = new Float32Array(movies.length);
  const scale = intervalScale(block.intervals, posterior.ratings) ** 2;
  const forms = quadraticForms(posterior.inverseFactor, design, movies, dimensions);
  for (let i = 0; i < movies.length; i++) {
    const movie = movies[i];
    const start = movie * dimensions;
    let stars = block.mean + block.movieBias[movie];
    for (let d = 0; d < dimensions; d++) stars += posterior.mean[d] * design[start + d];
    let spread = posterior.noiseVariance + forms[i];
    for (let j = 0; j < factorCount; j++) {
      spread += factorVariance[movie * factorCount + j] * posterior.factorSquares[j];
    }
    mean[i] = Math.min(MOST_STARS, Math.max(FEWEST_STARS, stars));
    variance[i] = scale * spread;
  }
  return { mean, variance };
}

/** Movies of one pass over `L⁻¹`. */
const TILE = 4;

/** `|L⁻¹ x|²` for the row `x` of each movie, `[movies]`. */
function quadraticForms(
  inverse: Float64Array,
  design: Float32Array,
  movies: ArrayLike<number>,
  n: number,
): Float64Array {
  const forms = new Float64Array(movies.length);
  const tiled = movies.length - (movies.length % TILE);
  for (let first = 0; first < tiled; first += TILE) {
    const w = n * movies[first];
    const x = n * movies[first + 1];
    const y = n * movies[first + 2];
    const z = n * movies[first + 3];
    for (let i = 0, at = 0; i < n; i++, at += n) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let j = 0; j <= i; j++) {
        const value = inverse[at + j];
        a += value * design[w + j];
        b += value * design[x + j];
        c += value * design[y + j];
        d += value * design[z + j];
      }
      forms[first] += a * a;
      forms[first + 1] += b * b;
      forms[first + 2] += c * c;
      forms[first + 3] += d * d;
    }
  }
  for (let at = tiled; at < movies.length; at++) {
    forms[at] = quadraticForm(inverse, design, n * movies[at], n);
  }
  return forms;
}

function quadraticForm(
  inverse: Float64Array,
  design: Float32Array,
  start: number,
  n: number,
): number {
  let total = 0;
  for (let i = 0, at = 0; i < n; i++, at += n) {
    let dot = 0;
    for (let j = 0; j <= i; j++) dot += inverse[at + j] * design[start + j];
    total += dot * dot;
  }
  return total;
}

function gather(block: RatingBlock, { movies, halfStars }: RatingHistory): Evidence {
  const { dimensions, design, factorVariance, factorCount } = block;
  const moments = new Float64Array(dimensions * dimensions);
  const right = new Float64Array(dimensions);
  const variances = new Float64Array(factorCount);
  const deviations = new Float64Array(movies.length);
  addOuterProducts(moments, design, movies, dimensions, 1);
  for (let h = 0; h < movies.length; h++) {
    const movie = movies[h];
    deviations[h] = starsOf(halfStars[h]) - block.mean - block.movieBias[movie];
    const start = movie * dimensions;
    for (let d = 0; d < dimensions; d++) right[d] += deviations[h] * design[start + d];
    for (let j = 0; j < factorCount; j++) variances[j] += factorVariance[movie * factorCount + j];
  }
  for (let j = 0; j < factorCount; j++) moments[(1 + j) * (dimensions + 1)] += variances[j];
  return { moments, right, variances, deviations };
}

/** `zᵀW`, `[D]` */
function priorMean(block: RatingBlock, movies: ArrayLike<number>): Float64Array {
  const { watchedPrior, dimensions } = block;
  const mean = new Float64Array(dimensions);
  watchedFeatures(block, movies).forEach((value, i) => {
    for (let d = 0; d < dimensions; d++) mean[d] += value * watchedPrior[i * dimensions + d];
  });
  return mean;
}

interface Belief {
  readonly mean: Float64Array;
  readonly inverseFactor: Float64Array;
  /** `[D]` diagonal of the covariance. */
  readonly variances: Float64Array;
}

/** `Σ⁻¹ = P + τ Σ E[x xᵀ]`, mean `Σ (P m₀ + τ Σ x y)`. */
function solve(
  { moments, right }: Evidence,
  precision: Float64Array,
  prior: Float64Array,
  noisePrecision: number,
): Belief {
  const n = precision.length;
  const factor = moments.map((value) => noisePrecision * value);
  const mean = right.map((value, d) => noisePrecision * value + precision[d] * prior[d]);
  for (let d = 0; d < n; d++) factor[d * (n + 1)] += precision[d];
  choleskyInPlace(factor, n);
  choleskySolveInPlace(factor, n, mean);
  const inverseFactor = invertLowerTriangle(factor, n);
  const variances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) variances[j] += inverseFactor[i * n + j] ** 2;
  }
  return { mean, inverseFactor, variances };
}

/** `L⁻¹`, with zeros above the diagonal; row by row, so that every pass walks along memory. */
function invertLowerTriangle(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) {
      const value = l[row + k];
      for (let j = 0; j <= k; j++) inverse[row + j] -= value * inverse[k * n + j];
    }
    const pivot = 1 / l[row + i];
    for (let j = 0; j < i; j++) inverse[row + j] *= pivot;
    inverse[row + i] = pivot;
  }
  return inverse;
}

/** `Σ_h E[(y − x·u)²]`; `tr(Σ M)` needs no product, because `τ M = Σ⁻¹ − P` and `P` is diagonal. */
function expectedSquares(
  { design, dimensions, precision, factorCount }: RatingBlock,
  { movies }: RatingHistory,
  { deviations, variances }: Evidence,
  belief: Belief,
  noisePrecision: number,
): number {
  let squares = 0;
  for (let h = 0; h < movies.length; h++) {
    let error = deviations[h];
    for (let d = 0; d < dimensions; d++)
      error -= belief.mean[d] * design[movies[h] * dimensions + d];
    squares += error * error;
  }
  for (let j = 0; j < factorCount; j++) squares += variances[j] * belief.mean[1 + j] ** 2;
  let determined = dimensions;
  for (let d = 0; d < dimensions; d++) determined -= precision[d] * belief.variances[d];
  return squares + determined / noisePrecision;
}
