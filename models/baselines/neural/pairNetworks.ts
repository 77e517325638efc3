/** @file Networks that read the inputs of a user and of a movie, and give one number. */
import {
  add,
  concat,
  mul,
  relu,
  reshape,
  slice,
  tidy,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Random } from '../../dataset/random';
import { crossForward, type CrossLayer } from '../../ranking/cross';
import { denseForward, forward, layerShapes, type HiddenHook } from '../../ranking/mlp';
import { product } from '../../ranking/product';
import { denseParameters, glorot, layersOf, zeros, type Parameter } from './parameters';

export interface PairNetwork {
  /** Fresh dense parameters. */
  initialize(random: Random): Parameter[];
  /**
   * @param users `[B, columns of a user]`
   * @param movies `[B, columns of a movie]`
   * @param parameters in the order of {@link PairNetwork.initialize}
   * @returns `[B]`; the caller disposes
   */
  forward(
    users: Tensor2D,
    movies: Tensor2D,
    parameters: readonly Tensor[],
    onHidden?: HiddenHook,
  ): Tensor1D;
}

/** Dense layers on both inputs side by side (the reference systems' ranking model). */
export function mlpNetwork(columns: number, hidden: readonly number[]): PairNetwork {
  return {
    initialize: (random) => denseParameters(layerShapes(columns, hidden), random),
    forward: (users, movies, parameters, onHidden) =>
      tidy(() => forward(layersOf(parameters), concat([users, movies], 1), onHidden)),
  };
}

/** Parameters of one full cross layer. */
const CROSS_PARTS = 2;

/** DCN-v2, stacked: cross layers, then dense layers (Wang et al. 2021, figure 1a). */
export function crossNetwork(
  columns: number,
  crossLayers: number,
  hidden: readonly number[],
): PairNetwork {
  return {
    initialize: (random) => [
      ...Array.from({ length: crossLayers }, () => [
        glorot(columns, columns, random),
        zeros(columns),
      ]).flat(),
      ...denseParameters(layerShapes(columns, hidden), random),
    ],
    forward: (users, movies, parameters, onHidden) =>
      tidy(() => {
        const split = CROSS_PARTS * crossLayers;
        const layers: readonly CrossLayer[] = layersOf(parameters.slice(0, split));
        const crossed = crossForward(layers, concat([users, movies], 1));
        return forward(layersOf(parameters.slice(split)), crossed, onHidden);
      }),
  };
}

/**
 * NeuMF (He et al. 2017, eq. 12): a product of one part of the inputs (GMF) and dense layers on the
 * rest (MLP), weighed together by one last layer. Without factors it is the MLP alone.
 *
 * @param factors first columns of user and movie that are multiplied
 * @param columns further columns of a user and of a movie, together
 * @param hidden units of the dense layers; ReLU follows the last one too
 */
export function neuMfNetwork(
  factors: number,
  columns: number,
  hidden: readonly number[],
): PairNetwork {
  const top = hidden[hidden.length - 1];
  return {
    initialize: (random) => [
      glorot(factors + top, 1, random),
      zeros(1),
      ...denseParameters(layerShapes(columns, hidden).slice(0, -1), random),
    ],
    forward: (users, movies, parameters, onHidden) =>
      tidy(() => {
        const rest = (side: Tensor2D): Tensor2D => slice(side, [0, factors]);
        const inputs = concat([rest(users), rest(movies)], 1);
        const dense = denseForward(layersOf(parameters.slice(2)), inputs, onHidden);
        const hiddenTop = relu(dense);
        const first = (side: Tensor2D): Tensor2D => slice(side, [0, 0], [-1, factors]);
        const joined: Tensor2D =
          factors > 0 ? concat([mul(first(users), first(movies)), hiddenTop], 1) : hiddenTop;
        const output = add(product(joined, parameters[0] as Tensor2D), parameters[1]);
        return reshape<Rank.R1>(output, [users.shape[0]]);
      }),
  };
}
