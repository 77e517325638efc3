/** @file Dense parameters as plain arrays, and the gradient of a loss in them. */
import {
  dispose,
  tensor,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Random } from '../../dataset/random';
import type { DenseLayer } from '../../ranking/mlp';
import type { SystemState } from '../system';

export interface Parameter {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010; Keras' default). */
export function glorot(inputs: number, outputs: number, random: Random): Parameter {
  const range = Math.sqrt(6 / (inputs + outputs));
  const values = new Float32Array(inputs * outputs).map(() => range * (2 * random.next() - 1));
  return { shape: [inputs, outputs], values };
}

export function zeros(length: number): Parameter {
  return { shape: [length], values: new Float32Array(length) };
}

/** Kernel and bias of each layer, `[kernel, bias, kernel, bias, …]`. */
export function denseParameters(
  shapes: readonly (readonly [number, number])[],
  random: Random,
): Parameter[] {
  return shapes.flatMap(([inputs, units]) => [glorot(inputs, units, random), zeros(units)]);
}

/** The layers of {@link denseParameters} as tensors. */
export function layersOf(tensors: readonly Tensor[]): DenseLayer[] {
  return Array.from({ length: tensors.length / 2 }, (_, layer) => ({
    kernel: tensors[2 * layer] as Tensor2D,
    bias: tensors[2 * layer + 1] as Tensor1D,
  }));
}

/** Tensors of the current backend; the caller disposes. */
export function tensorsOf(parameters: readonly Parameter[]): Tensor[] {
  return parameters.map(({ shape, values }) => tensor(values, [...shape]));
}

/** Value of a loss and its gradient in each of its inputs. */
export async function lossAndSlopes(
  loss: (inputs: readonly Tensor[]) => Scalar,
  inputs: readonly Parameter[],
): Promise<{ value: number; slopes: Float32Array[] }> {
  const results = tidy(() => {
    const { value, grads } = valueAndGrads((...all: Tensor[]) => loss(all))(tensorsOf(inputs));
    return [value, ...grads];
  });
  try {
    const [value, ...slopes] = await Promise.all(results.map((result) => result.data<'float32'>()));
    return { value: value[0], slopes };
  } finally {
    dispose(results);
  }
}

/** Shrinks the columns of a kernel `[inputs, units]` that are longer than `longest`, in place. */
export function limitColumns({ shape, values }: Parameter, longest: number): void {
  const [rows, columns] = shape;
  for (let column = 0; column < columns; column++) {
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += values[row * columns + column] ** 2;
    const scale = longest / Math.sqrt(squares);
    if (scale >= 1) continue;
    for (let row = 0; row < rows; row++) values[row * columns + column] *= scale;
  }
}

/** Parameters under the names `<prefix>0`, `<prefix>1`, … of a state. */
export function parametersToState(prefix: string, parameters: readonly Parameter[]): SystemState {
  return Object.fromEntries(parameters.map(({ values }, i) => [`${prefix}${i}`, values]));
}

/**
 * The parameters of a state, shaped like `like`.
 *
 * @throws when one is missing or has another length: the state is of another system
 */
export function parametersFromState(
  state: SystemState,
  prefix: string,
  like: readonly Parameter[],
): Parameter[] {
  return like.map(({ shape, values }, i) => {
    const found = floats(state, `${prefix}${i}`);
    if (found.length !== values.length) {
      throw new RangeError(`${prefix}${i} has ${found.length} numbers, expected ${values.length}.`);
    }
    return { shape, values: found };
  });
}

/**
 * An array of a state.
 *
 * @throws when it is missing: the state is of another system
 */
export function floats(state: SystemState, name: string): Float32Array {
  const found = state[name];
  if (!(found instanceof Float32Array)) throw new RangeError(`The state has no ${name}.`);
  return found;
}
