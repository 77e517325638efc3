/** @file The ranking network: dense layers with ReLU between them and one linear output. */
import {
  add,
  matMul,
  relu,
  reshape,
  tidy,
  type Rank,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/** Units of the hidden layers (the reference systems' ranking model). */
export const HIDDEN_UNITS = [256, 64] as const;

/** Kernel `[inputs, units]` and bias `[units]`. */
export interface DenseLayer {
  readonly kernel: Tensor2D;
  readonly bias: Tensor1D;
}

/**
 * Correction to the baseline, in stars.
 *
 * @param inputs `[B, F]`, float32
 * @returns `[B]`, float32; the caller disposes
 */
export function forward(layers: readonly DenseLayer[], inputs: Tensor2D): Tensor1D {
  return tidy(() => {
    let hidden = inputs;
    layers.forEach(({ kernel, bias }, i) => {
      const linear = add<Tensor2D>(matMul(hidden, kernel), bias);
      hidden = i + 1 < layers.length ? relu(linear) : linear;
    });
    return reshape<Rank.R1>(hidden, [hidden.shape[0]]);
  });
}

/** Shapes of the kernels for `inputs` features, first layer to last. */
export function layerShapes(inputs: number): readonly (readonly [number, number])[] {
  const widths = [inputs, ...HIDDEN_UNITS, 1];
  return widths.slice(1).map((units, i) => [widths[i], units] as const);
}
