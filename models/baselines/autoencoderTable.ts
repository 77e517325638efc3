/**
 * @file Answering with the denoising autoencoder: a history becomes one hidden layer, and the score of a
 * movie is the dot product of that layer with the movie's row of the decoder.
 */
import type { History } from '../dataset/columns';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { withColumn } from './itemTable';
import type { ItemTable, SystemState } from './system';

export interface AutoencoderReading {
  /** Whether the history is read as its likes alone. */
  readonly likedOnly: boolean;
}

/**
 * @param state `encoder` and `decoder` `[M, D]`, `encoderBias` `[D]`, `decoderBias` `[M]`
 */
export function autoencoderTable(state: SystemState, { likedOnly }: AutoencoderReading): ItemTable {
  const encoder = Float32Array.from(state.encoder);
  const bias = Float32Array.from(state.encoderBias);
  const decoder = Float32Array.from(state.decoder);
  return {
    items: withColumn(decoder, bias.length, state.decoderBias),
    dimensions: bias.length + 1,
    queryOf: (history) => {
      const given = inputOf(history, likedOnly);
      const hidden = bias.slice();
      addRows(encoder, given, 1 / Math.sqrt(Math.max(given.length, 1)), hidden);
      return Float32Array.of(...hidden.map(Math.tanh), 1);
    },
  };
}

/** The movies that are read of a history. */
export function inputOf({ movies, halfStars }: History, likedOnly: boolean): Int32Array {
  return likedOnly ? movies.filter((_, h) => halfStars[h] >= LIKED_FROM_HALF_STARS) : movies;
}

/** Adds `scale ·` the rows of `movies` to `sum`. */
export function addRows(
  table: Float32Array,
  movies: Int32Array,
  scale: number,
  sum: Float32Array,
): void {
  for (const movie of movies) {
    const at = movie * sum.length;
    for (let i = 0; i < sum.length; i++) sum[i] += scale * table[at + i];
  }
}
