/** @file A matrix product that is as fast backwards as forwards on WASM. */
import {
  customGrad,
  matMul,
  transpose,
  type GradSaveFunc,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/**
 * `left · right`. The gradient of `matMul` multiplies with transpose flags, which the WASM backend does
 * eight times more slowly than a transposition followed by a plain product.
 *
 * @param left `[N, K]`, float32
 * @param right `[K, P]`, float32
 * @returns `[N, P]`, float32; the caller disposes
 */
export function product(left: Tensor2D, right: Tensor2D): Tensor2D {
  return withGradient(left, right) as Tensor2D;
}

const withGradient = customGrad((...args) => {
  const [left, right, save] = args as [Tensor2D, Tensor2D, GradSaveFunc];
  save([left, right]);
  return { value: matMul(left, right), gradFunc: slopes };
});

function slopes(slope: Tensor, saved: Tensor[]): Tensor[] {
  const [left, right] = saved as [Tensor2D, Tensor2D];
  return [matMul(slope as Tensor2D, transpose(right)), matMul(transpose(left), slope as Tensor2D)];
}
