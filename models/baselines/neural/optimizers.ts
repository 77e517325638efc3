/**
 * @file Adagrad and Adam on typed arrays, for whole parameters and for single rows of an embedding
 * table. TensorFlow.js has no sparse updates, and its WASM backend no gradient of a look-up.
 */

/** Moves parameters against gradients, and keeps what it remembers of each. */
export interface Optimizer {
  /** Begins a step: once before the updates of a batch. */
  beginStep(): void;
  /**
   * Changes `values[start]` and the following, as many as the gradient is long, in place.
   *
   * @param values the whole parameter: what is remembered is found by its identity
   */
  update(values: Float32Array, gradient: Float32Array, start?: number): void;
}

/** Keras' defaults, which the reference systems use. */
const ADAGRAD_INITIAL_ACCUMULATOR = 0.1;
const EPSILON = 1e-7;

/** Adagrad (Duchi et al. 2011) as in Keras: `x −= rate · g / √(G + ε)`, `G` starting at 0.1. */
export function adagrad(rate: number): Optimizer {
  const slots = new Slots(ADAGRAD_INITIAL_ACCUMULATOR);
  return {
    beginStep: () => undefined,
    update(values, gradient, start = 0) {
      const accumulated = slots.of(values);
      for (let i = 0, at = start; i < gradient.length; i++, at++) {
        accumulated[at] += gradient[i] ** 2;
        values[at] -= (rate * gradient[i]) / Math.sqrt(accumulated[at] + EPSILON);
      }
    },
  };
}

const ADAM_MEAN_DECAY = 0.9;
const ADAM_SQUARE_DECAY = 0.999;

/**
 * Adam (Kingma and Ba 2015) as in Keras. Rows without a gradient stand still: neither they nor their
 * moments move (lazy Adam).
 */
export function adam(rate: number): Optimizer {
  const means = new Slots(0);
  const squares = new Slots(0);
  let steps = 0;
  return {
    beginStep: () => {
      steps++;
    },
    update(values, gradient, start = 0) {
      const mean = means.of(values);
      const square = squares.of(values);
      const stepRate =
        (rate * Math.sqrt(1 - ADAM_SQUARE_DECAY ** steps)) / (1 - ADAM_MEAN_DECAY ** steps);
      for (let i = 0, at = start; i < gradient.length; i++, at++) {
        mean[at] += (1 - ADAM_MEAN_DECAY) * (gradient[i] - mean[at]);
        square[at] += (1 - ADAM_SQUARE_DECAY) * (gradient[i] ** 2 - square[at]);
        values[at] -= (stepRate * mean[at]) / (Math.sqrt(square[at]) + EPSILON);
      }
    },
  };
}

/** One number remembered for each number of each parameter. */
class Slots {
  readonly #initial: number;
  readonly #byParameter = new Map<Float32Array, Float32Array>();

  constructor(initial: number) {
    this.#initial = initial;
  }

  of(values: Float32Array): Float32Array {
    const known = this.#byParameter.get(values);
    if (known) return known;
    const fresh = new Float32Array(values.length).fill(this.#initial);
    this.#byParameter.set(values, fresh);
    return fresh;
  }
}
