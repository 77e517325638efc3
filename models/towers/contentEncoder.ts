/**
 * @file The content half of the movie tower: features of a movie to its place in the space, for
 * movies with few ratings or none.
 *
 * The encoder is linear and of low rank, `place = (Σ_f x_f A_f) B` with factors `A` `[F, R]` and a
 * basis `B` `[R, D]`. A movie's sum over its features, its **code** `[R]`, is all there is to know of
 * it: `query · place = (B query) · code`.
 */
import {
  isTermOf,
  visitContext,
  visitTerms,
  visitTitle,
  type ContentDescription,
  type ContentSource,
} from './contentEncoderFeatures';

export interface ContentEncoder {
  /** Names of the features, `F`; others are not read. */
  readonly features: readonly string[];
  /** What is read besides title, year and genres. */
  readonly sources: readonly ContentSource[];
  /** `[F, R]` */
  readonly factors: Float32Array;
  readonly rank: number;
  /** `[R, D]`, `D` all blocks of the space side by side. */
  readonly basis: Float32Array;
  readonly dimensions: number;
}

/** Codes of movies, `[M, R]`. */
export function contentCodes(
  encoder: ContentEncoder,
  movies: Iterable<ContentDescription> & { readonly length: number },
): Float32Array {
  const codes = new Float32Array(movies.length * encoder.rank);
  const coder = new Coder(encoder);
  let row = 0;
  for (const movie of movies) {
    coder.addTo(codes.subarray(row * encoder.rank, (row + 1) * encoder.rank), movie);
    row++;
  }
  return codes;
}

/**
 * What the sources add to the codes of movies, `[M, R]`: all of a code that title, year and genres
 * cannot tell. Zeros where the sources say nothing.
 */
export function sourceCodes(
  encoder: ContentEncoder,
  movies: readonly ContentDescription[],
): Float32Array {
  const codes = new Float32Array(movies.length * encoder.rank);
  const coder = new Coder(encoder);
  movies.forEach((movie, row) => {
    coder.addTerms(codes.subarray(row * encoder.rank, (row + 1) * encoder.rank), movie);
  });
  return codes;
}

/** The encoder without the features that only its sources tell. */
export function withoutTerms(encoder: ContentEncoder): ContentEncoder {
  const { features, sources, factors, rank } = encoder;
  const kept = features.flatMap((name, row) => (isTermOf(sources, name) ? [] : [row]));
  return {
    ...encoder,
    features: kept.map((row) => features[row]),
    factors: Float32Array.from(
      kept.flatMap((row) => Array.from(factors.subarray(row * rank, (row + 1) * rank))),
    ),
  };
}

/** Places of movies from their codes, `[M, D]`. */
export function placesOfCodes(encoder: ContentEncoder, codes: Float32Array): Float32Array {
  const { rank, dimensions, basis } = encoder;
  const movies = codes.length / rank;
  const places = new Float32Array(movies * dimensions);
  for (let movie = 0; movie < movies; movie++) {
    const place = places.subarray(movie * dimensions, (movie + 1) * dimensions);
    for (let k = 0; k < rank; k++) {
      const coordinate = codes[movie * rank + k];
      const axis = k * dimensions;
      for (let i = 0; i < dimensions; i++) place[i] += coordinate * basis[axis + i];
    }
  }
  return places;
}

/** Places of movies, `[M, D]`. */
export function contentEmbedding(
  encoder: ContentEncoder,
  movies: Iterable<ContentDescription> & { readonly length: number },
): Float32Array {
  return placesOfCodes(encoder, contentCodes(encoder, movies));
}

/** Sums factors; remembers the sum for each year and set of genres, which many movies share. */
class Coder {
  readonly #encoder: ContentEncoder;
  readonly #rowOf: ReadonlyMap<string, number>;
  readonly #contexts = new Map<string, Float32Array>();

  constructor(encoder: ContentEncoder) {
    this.#encoder = encoder;
    this.#rowOf = new Map(encoder.features.map((name, row) => [name, row]));
  }

  addTo(code: Float32Array, movie: ContentDescription): void {
    const context = this.#contextOf(movie);
    for (let k = 0; k < code.length; k++) code[k] += context[k];
    visitTitle(movie, (name, value) => this.#add(code, name, value));
    this.addTerms(code, movie);
  }

  addTerms(code: Float32Array, movie: ContentDescription): void {
    visitTerms(movie, this.#encoder.sources, (name, value) => this.#add(code, name, value));
  }

  #contextOf({ year, genres }: ContentDescription): Float32Array {
    const key = `${year}|${genres.join('|')}`;
    const known = this.#contexts.get(key);
    if (known) return known;
    const context = new Float32Array(this.#encoder.rank);
    visitContext(year, genres, (name, value) => this.#add(context, name, value));
    this.#contexts.set(key, context);
    return context;
  }

  #add(code: Float32Array, name: string, value: number): void {
    const row = this.#rowOf.get(name);
    if (row === undefined) return;
    const { factors } = this.#encoder;
    const start = row * code.length;
    for (let k = 0; k < code.length; k++) code[k] += value * factors[start + k];
  }
}
