/** @file The ranking network: dense layers with ReLU between them and one linear output. */
import {
  add,
  relu,
  reshape,
  tidy,
  type Rank,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { product } from './product';

/** Units of the hidden layers (the reference systems' ranking model). */
export const HIDDEN_UNITS = [256, 64] as const;

/** Kernel `[inputs, units]` and bias `[units]`. */
export interface DenseLayer {
  readonly kernel: Tensor2D;
  readonly bias: Tensor1D;
}

/** Replaces the activations `[B, units]` of a hidden layer, as dropout does. */
export type HiddenHook = (activations: Tensor2D) => Tensor2D;

/**
 * Correction to the baseline, in stars.
 *
 * @param inputs `[B, F]`, float32
 * @returns `[B]`, float32; the caller disposes
 */
export function forward(
  layers: readonly DenseLayer[],
  inputs: Tensor2D,
  onHidden?: HiddenHook,
): Tensor1D {
  return tidy(() => reshape<Rank.R1>(denseForward(layers, inputs, onHidden), [inputs.shape[0]]));
}

/**
 * Dense layers with ReLU after each but the last.
 *
 * @param inputs `[B, F]`, float32
 * @returns `[B, units of the last layer]`, float32; the caller disposes
 */
export function denseForward(
  layers: readonly DenseLayer[],
  inputs: Tensor2D,
  onHidden: HiddenHook = (activations) => activations,
): Tensor2D {
  return tidy(() => {
    let hidden = inputs;
    layers.forEach(({ kernel, bias }, i) => {
      const linear = add<Tensor2D>(product(hidden, kernel), bias);
      hidden = i + 1 < layers.length ? onHidden(relu(linear)) : linear;
    });
    return hidden;
  });
}

/** Shapes of the kernels for `inputs` features, first layer to last. */
export function layerShapes(
  inputs: number,
  hidden: readonly number[] = HIDDEN_UNITS,
  outputs = 1,
): readonly (readonly [number, number])[] {
  const widths = [inputs, ...hidden, outputs];
  return widths.slice(1).map((units, i) => [widths[i], units] as const);
}
