/**
 * @file Adam (Kingma and Ba 2015) whose rate changes from step to step, and is each number's own.
 *
 * Plain Adam moves a number with a tiny gradient as far as one with a large gradient. In an embedding
 * table that is the long tail: movies that hardly anybody likes, whose embeddings are short, would be
 * thrown about by each step. Scales make a step a share of how long an embedding is.
 */

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-12;

type Numbers = Float32Array | Float64Array;

/** Numbers to be learned. */
export interface Parameter {
  /** Changed in place by each step. */
  readonly values: Numbers;
  /** What the rate of each number is multiplied by; 1 where absent. */
  readonly scales?: Numbers;
}

interface Slot extends Parameter {
  readonly means: Numbers;
  readonly squares: Numbers;
}

export class Adam {
  readonly #slots: readonly Slot[];
  #steps = 0;

  constructor(parameters: readonly Parameter[]) {
    this.#slots = parameters.map((parameter) => ({
      ...parameter,
      means: zerosLike(parameter.values),
      squares: zerosLike(parameter.values),
    }));
  }

  /** @param gradients one for each of the parameters, of the same lengths */
  step(gradients: readonly Numbers[], rate: number): void {
    this.#steps++;
    const meanBias = 1 - MEAN_DECAY ** this.#steps;
    const squareBias = Math.sqrt(1 - SQUARE_DECAY ** this.#steps);
    const stepRate = (rate * squareBias) / meanBias;
    this.#slots.forEach((slot, p) => {
      move(slot, gradients[p], stepRate);
    });
  }
}

function move({ values, scales, means, squares }: Slot, gradient: Numbers, rate: number): void {
  for (let i = 0; i < values.length; i++) {
    means[i] += (1 - MEAN_DECAY) * (gradient[i] - means[i]);
    squares[i] += (1 - SQUARE_DECAY) * (gradient[i] * gradient[i] - squares[i]);
    const scale = scales ? scales[i] : 1;
    values[i] -= (rate * scale * means[i]) / (Math.sqrt(squares[i]) + EPSILON);
  }
}

function zerosLike(values: Numbers): Numbers {
  return values instanceof Float32Array
    ? new Float32Array(values.length)
    : new Float64Array(values.length);
}
