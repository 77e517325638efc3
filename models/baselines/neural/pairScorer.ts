/** @file A trained pair network that answers: one person against many movies. */
import { dispose, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { PairNetwork } from './pairNetworks';
import { tensorsOf, type Parameter } from './parameters';
import type { Rows } from './userEstimate';

/** Rows of one product; bounds the memory of an answer for the whole catalogue. */
const BATCH_ROWS = 4096;

/** Holds the dense parameters as tensors of the current backend until {@link PairScorer.dispose}. */
export class PairScorer {
  readonly #network: PairNetwork;
  readonly #movies: Rows;
  readonly #parameters: readonly Tensor[];
  /** Every movie's index. */
  readonly #all: Int32Array;

  constructor(network: PairNetwork, movies: Rows, parameters: readonly Parameter[]) {
    this.#network = network;
    this.#movies = movies;
    this.#parameters = tensorsOf(parameters);
    const count = movies.values.length / movies.width;
    this.#all = Int32Array.from({ length: count }, (_, movie) => movie);
  }

  /**
   * Output for each movie, `[movies]`.
   *
   * @param user inputs of one person
   * @param movies movie indices; default: all
   */
  async score(user: Float32Array, movies: Int32Array = this.#all): Promise<Float32Array> {
    const scores = new Float32Array(movies.length);
    for (let start = 0; start < movies.length; start += BATCH_ROWS) {
      const batch = movies.subarray(start, start + BATCH_ROWS);
      const output = tidy(() =>
        this.#network.forward(
          tensor2d(repeated(user, batch.length), [batch.length, user.length]),
          tensor2d(this.#inputsOf(batch), [batch.length, this.#movies.width]),
          this.#parameters,
        ),
      );
      scores.set(await output.data(), start);
      output.dispose();
    }
    return scores;
  }

  dispose(): void {
    dispose([...this.#parameters]);
  }

  #inputsOf(movies: Int32Array): Float32Array {
    const { values, width } = this.#movies;
    const inputs = new Float32Array(movies.length * width);
    movies.forEach((movie, row) => {
      inputs.set(values.subarray(movie * width, (movie + 1) * width), row * width);
    });
    return inputs;
  }
}

function repeated(row: Float32Array, times: number): Float32Array {
  const rows = new Float32Array(row.length * times);
  for (let i = 0; i < times; i++) rows.set(row, i * row.length);
  return rows;
}
