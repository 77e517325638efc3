/** @file Movies like a movie: cosine of the block embeddings, popularity left out. */
import type { TwoTowerSpace } from '../towers/space';
import { selectTopK, type TopK } from './topK';

/** Below this many ratings an embedding says more about who rated it than about the movie. */
const MIN_RATINGS = 3;

/**
 * The `k` nearest movies, with the mean cosine over blocks as scores.
 *
 * @param movie index of the movie to compare with
 * @param excluded indices never returned
 */
export function itemSimilarity(
  space: TwoTowerSpace,
  ratingCount: Int32Array,
  movie: number,
  k: number,
  excluded: ReadonlySet<number>,
): TopK {
  const scores = new Float32Array(space.movieCount);
  for (const { embedding, dimensions } of space.blocks) {
    addCosines(embedding, dimensions, movie, scores);
  }
  scores.forEach((score, at) => {
    scores[at] = score / space.blocks.length;
  });
  return selectTopK(
    scores,
    k,
    (other) => ratingCount[other] >= MIN_RATINGS && !excluded.has(other),
  );
}

function addCosines(
  embedding: Float32Array,
  dimensions: number,
  movie: number,
  scores: Float32Array,
): void {
  const query = embedding.subarray(movie * dimensions, (movie + 1) * dimensions);
  const queryNorm = Math.hypot(...query);
  for (let other = 0; other < scores.length; other++) {
    const row = other * dimensions;
    let dot = 0;
    let squares = 0;
    for (let i = 0; i < dimensions; i++) {
      dot += query[i] * embedding[row + i];
      squares += embedding[row + i] * embedding[row + i];
    }
    const norms = queryNorm * Math.sqrt(squares);
    if (norms > 0) scores[other] += dot / norms;
  }
}
