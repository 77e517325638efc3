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
 * Kernel-weighted mean of the places of the movies nearest in direction to the user embedding, as the
 * layout (UMAP) gives no map from embeddings to places.
 *
 * @param user `[Σ D]`
 * @returns null where there is no direction (the zero vector) or no movie with enough ratings
 */
export function placeOf(space: TwoTowerSpace, user: Float32Array, map: MapColumns): Place | null {
  if (user.every((value) => value === 0)) return null;
  const cosines = userCosines(space, user);
  const top = selectTopK(cosines, NEIGHBOURS, (movie) => map.ratingCount[movie] >= MIN_RATINGS);
  if (top.positions.length === 0) return null;
  let total = 0;
  let x = 0;
  let y = 0;
  top.positions.forEach((movie, rank) => {
    const weight = Math.exp(SHARPNESS * (top.scores[rank] - top.scores[0]));
    total += weight;
    x += weight * map.x[movie];
    y += weight * map.y[movie];
  });
  return { x: x / total, y: y / total };
}

/** Standardised score of each movie divided by the movie's length: the direction alone. */
function userCosines(space: TwoTowerSpace, user: Float32Array): Float32Array {
  const gains = blockGains(space, user);
  const cosines = new Float32Array(space.movieCount);
  for (let movie = 0; movie < space.movieCount; movie++) {
    let dot = 0;
    let userSquares = 0;
    let movieSquares = 0;
    let at = 0;
    space.blocks.forEach(({ embedding, dimensions }, b) => {
      const row = movie * dimensions;
      for (let i = 0; i < dimensions; i++, at++) {
        const weighted = gains[b] * user[at];
        dot += weighted * embedding[row + i];
        userSquares += weighted * weighted;
        movieSquares += embedding[row + i] * embedding[row + i];
      }
    });
    const norms = Math.sqrt(userSquares * movieSquares);
    cosines[movie] = norms > 0 ? dot / norms : -1;
  }
  return cosines;
}
