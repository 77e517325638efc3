/**
 * @file The rating block: predicted stars with their uncertainty, for somebody never seen in training.
 *
 * A rating is Gaussian around a bilinear mean (Lim and Teh 2007), `q` and `f` describing the movie:
 *
 *     stars = μ + c_m + b + p·q_m + w·f_m + ε,    ε ~ N(0, 1/τ),    τ ~ Gamma(shape, rate)
 *     q_m ~ N(factor row, diag(1 / (α + h n_m)))              learned by variational Bayes
 *     f_m = Q ê_m                                             principal axes of the unit embedding
 *     (b, p, w) ~ N(zᵀW, P⁻¹),    z = Σ_{m ∈ H} f_m / √(|H| + 1)
 *
 * What somebody watched says what they like before any star does: that is the prior mean `zᵀW`, the
 * implicit feedback of SVD++ (Koren 2008). Given the ratings, the posterior of `(b, p, w)` is in
 * closed form, and the uncertainty of the movies' own factors enters both it and every prediction.
 */
import type { HalfStars } from '../shapes';

/** What is learned and stored, apart from the embedding. `k` factors, `R` features, `D = 1 + k + R`. */
export interface RatingBlockParts {
  /** Mean of all ratings, in stars. */
  readonly mean: number;
  /** `[M]` in stars. */
  readonly movieBias: Float32Array;
  /** `[M, k]` posterior means; zero for a movie that is known too little. */
  readonly factors: Float32Array;
  /** `[k]` prior precision `α` of a factor. */
  readonly factorPrecision: Float32Array;
  /** `[k]` precision `h` that one rating of a movie adds. */
  readonly precisionPerRating: Float32Array;
  /** `[M]` ratings behind each row of `factors`. */
  readonly ratingCount: Int32Array;
  /** `[R, E]` rows `Q` that turn a unit embedding into features. */
  readonly projection: Float32Array;
  /** `[R, D]` regression `W` of a person on the movies that they watched. */
  readonly watchedPrior: Float32Array;
  /** Precision of a person's bias and of each of their feature weights; that of a factor is 1. */
  readonly priorPrecision: { readonly bias: number; readonly feature: number };
  /** Gamma prior of a person's noise precision. */
  readonly noise: { readonly shape: number; readonly rate: number };
  /** Factor on the standard deviation after `ratings[i]`, linear in `log(1 + n)` between. */
  readonly intervals: IntervalScale;
}

/** Knots with ascending numbers of ratings; at least one. */
export interface IntervalScale {
  readonly ratings: readonly number[];
  readonly scale: readonly number[];
}

/** Movie embeddings of retrieval that the features are read from, `[M, E]`. */
export interface EmbeddingTable {
  readonly embedding: Float32Array;
  readonly dimensions: number;
}

/** Ready to answer. */
export interface RatingBlock extends RatingBlockParts {
  readonly movieCount: number;
  readonly factorCount: number;
  readonly featureCount: number;
  /** `D` */
  readonly dimensions: number;
  /** `[M, D]` rows `(1, q_m, f_m)`. */
  readonly design: Float32Array;
  /** `[M, k]` variance of `q_m`. */
  readonly factorVariance: Float32Array;
  /** `[D]` diagonal of `P`. */
  readonly precision: Float64Array;
}

/** A person with ratings, or without any. */
export interface RatingHistory {
  readonly movies: ArrayLike<number>;
  readonly halfStars: ArrayLike<HalfStars>;
}

/** Derives the movies' rows from what is stored. */
export function createRatingBlock(parts: RatingBlockParts, table: EmbeddingTable): RatingBlock {
  const movieCount = parts.movieBias.length;
  const factorCount = parts.factorPrecision.length;
  const featureCount = parts.projection.length / table.dimensions;
  const dimensions = 1 + factorCount + featureCount;
  const design = new Float32Array(movieCount * dimensions);
  const factorVariance = new Float32Array(movieCount * factorCount);
  for (let movie = 0; movie < movieCount; movie++) {
    const row = design.subarray(movie * dimensions, (movie + 1) * dimensions);
    row[0] = 1;
    for (let j = 0; j < factorCount; j++) {
      const at = movie * factorCount + j;
      row[1 + j] = parts.factors[at];
      factorVariance[at] =
        1 / (parts.factorPrecision[j] + parts.precisionPerRating[j] * parts.ratingCount[movie]);
    }
    writeFeatures(parts.projection, table, movie, row.subarray(1 + factorCount));
  }
  const { bias, feature } = parts.priorPrecision;
  const precision = new Float64Array(dimensions).fill(1).fill(feature, 1 + factorCount);
  precision[0] = bias;
  const sizes = { movieCount, factorCount, featureCount, dimensions };
  return { ...parts, ...sizes, design, factorVariance, precision };
}

/** The unit embedding of a movie on the axes of `projection`; zeros for a movie without one. */
function writeFeatures(
  projection: Float32Array,
  { embedding, dimensions }: EmbeddingTable,
  movie: number,
  out: Float32Array,
): void {
  const row = embedding.subarray(movie * dimensions, (movie + 1) * dimensions);
  let squares = 0;
  for (const value of row) squares += value * value;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let feature = 0; feature < out.length; feature++) {
    let dot = 0;
    for (let i = 0; i < dimensions; i++) dot += projection[feature * dimensions + i] * row[i];
    out[feature] = scale * dot;
  }
}

/** `z` of a set of watched movies, `[R]`; zeros for none. */
export function watchedFeatures(block: RatingBlock, movies: ArrayLike<number>): Float64Array {
  const { design, dimensions, factorCount, featureCount } = block;
  const watched = new Float64Array(featureCount);
  const scale = 1 / Math.sqrt(movies.length + 1);
  for (let h = 0; h < movies.length; h++) {
    const start = movies[h] * dimensions + 1 + factorCount;
    for (let i = 0; i < featureCount; i++) watched[i] += scale * design[start + i];
  }
  return watched;
}

/** Factor on the standard deviation of a prediction after `ratings` ratings. */
export function intervalScale({ ratings: knots, scale }: IntervalScale, ratings: number): number {
  const next = knots.findIndex((knot) => knot >= ratings);
  if (next === 0) return scale[0];
  if (next < 0) return scale[scale.length - 1];
  const from = Math.log1p(knots[next - 1]);
  const share = (Math.log1p(ratings) - from) / (Math.log1p(knots[next]) - from);
  return scale[next - 1] + share * (scale[next] - scale[next - 1]);
}
