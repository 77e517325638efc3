/**
 * @file The ranking network: DCN-v2 crosses beside a dense network (Wang et al. 2021, "parallel"), and
 * two linear heads on both: a correction of the retrieval score, and one of the predicted stars.
 */
import {
  add,
  clipByValue,
  concat,
  div,
  relu,
  sub,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { curveAt } from '../towers/curve';
import { crossForward } from './cross';
import { denseForward, type DenseLayer } from './mlp';
import { product } from './product';

/** Units of the dense layers beside the crosses. */
const HIDDEN_UNITS = [64, 32] as const;
const CROSS_LAYERS = 2;
/** Columns of the output: score, stars. */
export const HEADS = 2;
/** Standardised features are kept within this many deviations. */
const FEATURE_LIMIT = 6;

/** Kernel and bias on the CPU: what a pack stores and training produces. */
export interface DenseWeights {
  /** `[inputs, units]` */
  readonly kernel: Float32Array;
  readonly kernelShape: readonly [number, number];
  /** `[units]` */
  readonly bias: Float32Array;
}

export interface NetworkWeights {
  /** `[F]` each: features are standardised first. */
  readonly featureMean: Float32Array;
  readonly featureDeviation: Float32Array;
  /** Curve of `log γ`: what the score head is divided by `γ(n)` for; see {@link scoreStrength}. */
  readonly logScale: Float32Array;
  readonly cross: readonly DenseWeights[];
  readonly hidden: readonly DenseWeights[];
  /** `[units + F, HEADS]` */
  readonly heads: DenseWeights;
}

/** The same as tensors. */
export interface Network {
  readonly featureMean: Tensor1D;
  readonly featureDeviation: Tensor1D;
  readonly cross: readonly DenseLayer[];
  readonly hidden: readonly DenseLayer[];
  readonly heads: DenseLayer;
}

/** Shapes of all kernels for `features` inputs. */
export function networkShapes(features: number): {
  readonly cross: readonly (readonly [number, number])[];
  readonly hidden: readonly (readonly [number, number])[];
  readonly heads: readonly [number, number];
} {
  const widths = [features, ...HIDDEN_UNITS];
  return {
    cross: Array.from({ length: CROSS_LAYERS }, () => [features, features] as const),
    hidden: HIDDEN_UNITS.map((units, i) => [widths[i], units] as const),
    heads: [widths[widths.length - 1] + features, HEADS],
  };
}

/** Uploads weights; dispose with {@link disposeNetwork}. */
export function createNetwork(weights: NetworkWeights): Network {
  return {
    featureMean: tensor1d(weights.featureMean),
    featureDeviation: tensor1d(weights.featureDeviation),
    cross: weights.cross.map(upload),
    hidden: weights.hidden.map(upload),
    heads: upload(weights.heads),
  };
}

export function disposeNetwork({ featureMean, featureDeviation, ...layers }: Network): void {
  featureMean.dispose();
  featureDeviation.dispose();
  for (const { kernel, bias } of [...layers.cross, ...layers.hidden, layers.heads]) {
    kernel.dispose();
    bias.dispose();
  }
}

/**
 * Corrections of score and stars.
 *
 * @param features `[B, F]`, float32
 * @returns `[B, HEADS]`, float32; the caller disposes
 */
export function corrections(network: Network, features: Tensor2D): Tensor2D {
  return tidy(() => {
    const centred = div(sub(features, network.featureMean), network.featureDeviation);
    const inputs = clipByValue<Tensor2D>(centred as Tensor2D, -FEATURE_LIMIT, FEATURE_LIMIT);
    const crossed = crossForward(network.cross, inputs);
    const hidden = relu(denseForward(network.hidden, inputs));
    const { kernel, bias } = network.heads;
    return add<Tensor2D>(product(concat([hidden, crossed], 1), kernel), bias);
  });
}

function upload({ kernel, kernelShape, bias }: DenseWeights): DenseLayer {
  return { kernel: tensor2d(kernel, [...kernelShape]), bias: tensor1d(bias) };
}

/**
 * What the score head is multiplied with before it is added to a retrieval score, after `ratings`
 * ratings. Training fits `γ(n) · retrieval + head` to the likes, so that the head need not undo a scale
 * of retrieval that is wrong for so many ratings; the order stays the same when all is divided by `γ`.
 * A person without ratings gets nothing of it: the list of nobody is the popular one.
 */
export function scoreStrength(logScale: ArrayLike<number>, ratings: number): number {
  return scoreShare(ratings) * Math.exp(-curveAt(logScale, ratings));
}

/** Share of the score head by the number of ratings. */
export function scoreShare(ratings: number): number {
  return ratings / (ratings + 1);
}
