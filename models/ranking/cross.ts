/**
 * @file The cross network of DCN-v2 (Wang et al. 2021, "DCN V2: Improved Deep & Cross Network", eq. 1
 * and 2): explicit products of features, one degree more with each layer.
 *
 *     x_{l+1} = x_0 ∘ (W x_l + b) + x_l,   W full `[F, F]`, or `U V` of a rank below `F / 2`
 *
 * Rows are examples here, so a kernel holds the transpose of the paper's `W`: entry `[i, j]` says how
 * much of input feature `i` multiplies feature `j` of `x_0`.
 */
import { add, clone, mul, tidy, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { product } from './product';

/** One cross layer of full rank. */
interface FullCrossLayer {
  /** `[F, F]` */
  readonly kernel: Tensor2D;
  /** `[F]` */
  readonly bias: Tensor1D;
}

/** One cross layer whose kernel is the product of two narrow ones. */
interface LowRankCrossLayer {
  /** `[F, R]` */
  readonly reduce: Tensor2D;
  /** `[R, F]` */
  readonly expand: Tensor2D;
  /** `[F]` */
  readonly bias: Tensor1D;
}

export type CrossLayer = FullCrossLayer | LowRankCrossLayer;

/**
 * The last layer's features.
 *
 * @param layers applied first to last; none gives a copy of the inputs
 * @param inputs `x_0`, `[B, F]`, float32
 * @returns `[B, F]`, float32; the caller disposes
 */
export function crossForward(layers: readonly CrossLayer[], inputs: Tensor2D): Tensor2D {
  return tidy(() => {
    let features = clone(inputs);
    for (const layer of layers) {
      const linear = add<Tensor2D>(linearPart(layer, features), layer.bias);
      features = add(mul<Tensor2D>(inputs, linear), features);
    }
    return features;
  });
}

function linearPart(layer: CrossLayer, features: Tensor2D): Tensor2D {
  if ('kernel' in layer) return product(features, layer.kernel);
  return product(product(features, layer.reduce), layer.expand);
}
