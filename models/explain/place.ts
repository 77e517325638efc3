/** @file Where a person is on the map of movies. */
import { selectTopK } from '../retrieval/topK';
import { blockGains, type TwoTowerSpace } from '../towers/space';

/** Coordinates on the map, 0 to 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Map columns, `[M]`. */
export interface MapColumns {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly ratingCount: Int32Array;
}

/** Movies whose places are averaged: those nearest in direction. */
const NEIGHBOURS = 24;
const MIN_RATINGS = 5;
/** Sharpness of the weights: a neighbour with cosine lower by 0.1 counts e times less. */
const SHARPNESS = 10;

/**
 * Places people on the map: the kernel-weighted mean of the places of the movies nearest in direction
 * to the user embedding, as the layout (UMAP) gives no map from embeddings to places.
 */
export class Places {
  readonly #space: TwoTowerSpace;
  readonly #map: MapColumns;
  /** `[E]` movies with enough ratings and a direction. */
  readonly #movies: Int32Array;
  /** `[E]` lengths of their embeddings. */
  readonly #lengths: Float32Array;

  constructor(space: TwoTowerSpace, map: MapColumns) {
    const lengths = Float32Array.from({ length: space.movieCount }, (_, movie) =>
      lengthOf(space, movie),
    );
    this.#space = space;
    this.#map = map;
    this.#movies = Int32Array.from(lengths.keys()).filter(
      (movie) => lengths[movie] > 0 && map.ratingCount[movie] >= MIN_RATINGS,
    );
    this.#lengths = Float32Array.from(this.#movies, (movie) => lengths[movie]);
  }

  /**
   * @param user `[Σ D]`
   * @returns null where there is no direction (the zero vector) or no movie with enough ratings
   */
  of(user: Float32Array): Place | null {
    if (user.every((value) => value === 0)) return null;
    const { positions, scores } = selectTopK(this.#cosines(user), NEIGHBOURS, () => true);
    if (positions.length === 0) return null;
    let total = 0;
    let x = 0;
    let y = 0;
    positions.forEach((position, rank) => {
      const movie = this.#movies[position];
      const weight = Math.exp(SHARPNESS * (scores[rank] - scores[0]));
      total += weight;
      x += weight * this.#map.x[movie];
      y += weight * this.#map.y[movie];
    });
    return { x: x / total, y: y / total };
  }

  /** `[E]` standardised scores divided by the movies' lengths: the directions alone. */
  #cosines(user: Float32Array): Float32Array {
    const gains = blockGains(this.#space, user);
    const cosines = new Float32Array(this.#movies.length);
    let at = 0;
    let squares = 0;
    this.#space.blocks.forEach(({ embedding, dimensions }, b) => {
      const part = user.subarray(at, at + dimensions).map((value) => gains[b] * value);
      squares += part.reduce((sum, value) => sum + value * value, 0);
      at += dimensions;
      for (let e = 0; e < cosines.length; e++) {
        const row = this.#movies[e] * dimensions;
        let dot = 0;
        for (let i = 0; i < dimensions; i++) dot += part[i] * embedding[row + i];
        cosines[e] += dot;
      }
    });
    const length = Math.sqrt(squares);
    return cosines.map((dot, e) => (length > 0 ? dot / (length * this.#lengths[e]) : 0));
  }
}

/** Length of a movie's embedding, all blocks together. */
function lengthOf({ blocks }: TwoTowerSpace, movie: number): number {
  let squares = 0;
  for (const { embedding, dimensions } of blocks) {
    const start = movie * dimensions;
    for (let i = start; i < start + dimensions; i++) squares += embedding[i] ** 2;
  }
  return Math.sqrt(squares);
}
