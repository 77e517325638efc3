/** @file Features of movies as a sparse matrix, and its products with dense tables. */
import {
  isWordFeature,
  visitContext,
  visitTerms,
  visitTitle,
  type ContentDescription,
  type ContentSource,
} from '../towers/contentEncoderFeatures';

/** Compressed sparse rows `[M, F]`. */
export interface FeatureMatrix {
  readonly movies: number;
  readonly features: readonly string[];
  /** `[M + 1]` */
  readonly offsets: Int32Array;
  /** `[entries]` */
  readonly columns: Int32Array;
  /** `[entries]` */
  readonly values: Float32Array;
}

export interface VocabularyLimits {
  /** Words of fewer movies are left out. */
  readonly fewestMoviesOfWord: number;
  /** Pairs of genres and the like of fewer movies are left out. */
  readonly fewestMoviesOfContext: number;
  /** The most frequent words that are kept. */
  readonly mostWords: number;
}

/** The features to learn from some movies: frequent first, of equally frequent ones by name. */
export function vocabularyOf(
  movies: readonly ContentDescription[],
  sources: readonly ContentSource[],
  limits: VocabularyLimits,
): string[] {
  const counts = new Map<string, number>();
  const count = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const movie of movies) visitFeatures(movie, sources, count);
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const context = frequent.filter(
    ([name, n]) => !isWordFeature(name) && n >= limits.fewestMoviesOfContext,
  );
  const words = frequent.filter(
    ([name, n]) => isWordFeature(name) && n >= limits.fewestMoviesOfWord,
  );
  return [...context, ...words.slice(0, limits.mostWords)].map(([name]) => name);
}

/** Rows of `movies` over a vocabulary. */
export function featureMatrix(
  movies: readonly ContentDescription[],
  sources: readonly ContentSource[],
  features: readonly string[],
): FeatureMatrix {
  const columnOf = new Map(features.map((name, column) => [name, column]));
  const offsets = new Int32Array(movies.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  movies.forEach((movie, row) => {
    visitFeatures(movie, sources, (name, value) => {
      const column = columnOf.get(name);
      if (column === undefined) return;
      columns.push(column);
      values.push(value);
    });
    offsets[row + 1] = columns.length;
  });
  return {
    movies: movies.length,
    features,
    offsets,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}

function visitFeatures(
  movie: ContentDescription,
  sources: readonly ContentSource[],
  visit: (name: string, value: number) => void,
): void {
  visitContext(movie.year, movie.genres, visit);
  visitTitle(movie, visit);
  visitTerms(movie, sources, visit);
}

/** `X W`, `[M, D]`, for `W` `[F, D]`. */
export function multiply(x: FeatureMatrix, table: Float64Array, dimensions: number): Float64Array {
  const { movies, offsets, columns, values } = x;
  const product = new Float64Array(movies * dimensions);
  for (let row = 0; row < movies; row++) {
    const to = row * dimensions;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      const from = columns[e] * dimensions;
      const value = values[e];
      for (let i = 0; i < dimensions; i++) product[to + i] += value * table[from + i];
    }
  }
  return product;
}

/** `Xᵀ diag(w) Y`, `[F, D]`, for `Y` `[M, D]` and `w` `[M]`. */
export function multiplyTransposed(
  x: FeatureMatrix,
  weights: Float64Array,
  table: Float64Array,
  dimensions: number,
): Float64Array {
  const { movies, features, offsets, columns, values } = x;
  const product = new Float64Array(features.length * dimensions);
  for (let row = 0; row < movies; row++) {
    const from = row * dimensions;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      const to = columns[e] * dimensions;
      const weighted = weights[row] * values[e];
      for (let i = 0; i < dimensions; i++) product[to + i] += weighted * table[from + i];
    }
  }
  return product;
}

/** Diagonal of `Xᵀ diag(w) X`, `[F]`. */
export function weightedSquares(x: FeatureMatrix, weights: Float64Array): Float64Array {
  const squares = new Float64Array(x.features.length);
  for (let row = 0; row < x.movies; row++) {
    for (let e = x.offsets[row]; e < x.offsets[row + 1]; e++) {
      squares[x.columns[e]] += weights[row] * x.values[e] * x.values[e];
    }
  }
  return squares;
}
