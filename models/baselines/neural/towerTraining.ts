/**
 * @file Training of two towers whose dot product is the score: in-batch sampled softmax, and beside it,
 * with a weight of its own, the error of a rating network on top of both towers (TensorFlow
 * Recommenders' multi-task model). Without dense layers and rating weight it is the ID two-tower.
 */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  add,
  concat,
  mul,
  sub,
  sum,
  tensor1d,
  tidy,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { createRandom } from '../../dataset/random';
import { denseForward, forward, layerShapes } from '../../ranking/mlp';
import type { TrainOptions } from '../system';
import { pauses } from '../../training/pauses';
import type { FieldTables } from './fieldTables';
import { countDistinct, type InBatchSoftmax } from './inBatch';
import { weightedLogSumExp } from './logSumExp';
import type { Optimizer } from './optimizers';
import { denseParameters, layersOf, lossAndSlopes, type Parameter } from './parameters';
import { squaredError, type PairExamples } from './pairTraining';
import type { Random } from '../../dataset/random';

export interface TowerShape {
  /** Units of the dense layers of each tower, the embedding last; none uses the tables directly. */
  readonly layers: readonly number[];
  /** Units of the rating network's hidden layers; null where there is none. */
  readonly ratingHidden: readonly number[] | null;
}

/** What is learned. */
export interface TowerModel {
  readonly users: FieldTables;
  readonly movies: FieldTables;
  readonly userLayers: readonly Parameter[];
  readonly movieLayers: readonly Parameter[];
  readonly ratingLayers: readonly Parameter[];
}

export interface TowerTraining {
  readonly epochs: number;
  readonly batchRows: number;
  readonly optimizer: Optimizer;
  /** Weight of the softmax loss, summed over the batch as the reference library does. */
  readonly retrievalWeight: number;
  /** Weight of the mean squared error of the stars. */
  readonly ratingWeight: number;
  readonly softmax: InBatchSoftmax;
}

/** Fresh towers on some tables. */
export function createTowers(
  users: FieldTables,
  movies: FieldTables,
  { layers, ratingHidden }: TowerShape,
  random: Random,
): TowerModel {
  const tower = ({ width }: FieldTables): Parameter[] =>
    layers.length === 0
      ? []
      : denseParameters(layerShapes(width, layers.slice(0, -1), layers[layers.length - 1]), random);
  const dimensions = layers[layers.length - 1] ?? users.width;
  const ratingShapes = ratingHidden ? layerShapes(2 * dimensions, ratingHidden) : [];
  return {
    users,
    movies,
    userLayers: tower(users),
    movieLayers: tower(movies),
    ratingLayers: denseParameters(ratingShapes, random),
  };
}

/** Output of a tower, `[B, D]`; the caller disposes. */
export function towerForward(layers: readonly Tensor[], inputs: Tensor2D): Tensor2D {
  return denseForward(layersOf(layers), inputs);
}

/** Trains in place; returns the mean loss per example of each pass. */
export async function trainTowers(
  model: TowerModel,
  examples: PairExamples,
  training: TowerTraining,
  { seed, signal, onStep }: TrainOptions,
): Promise<number[]> {
  const random = createRandom(seed);
  const pause = pauses(signal);
  const rows = examples.labels.length;
  const curve: number[] = [];
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = random.shuffle(Int32Array.from({ length: rows }, (_, row) => row));
    let sumOfLosses = 0;
    for (let start = 0; start < rows; start += training.batchRows) {
      await pause();
      const batch = order.subarray(start, start + training.batchRows);
      sumOfLosses += await step(model, examples, batch, training);
      onStep?.(epoch * rows + start, training.epochs * rows, `pass ${epoch + 1}`);
    }
    curve.push(sumOfLosses / rows);
  }
  return curve;
}

async function step(
  model: TowerModel,
  examples: PairExamples,
  rows: Int32Array,
  training: TowerTraining,
): Promise<number> {
  const users = rows.map((row) => examples.users[row]);
  const movies = rows.map((row) => examples.movies[row]);
  const labels = Float32Array.from(rows, (row) => examples.labels[row]);
  const inBatch = {
    users: countDistinct(users),
    movies: countDistinct(movies),
  };
  // The pairs for the positives and the rating, then each user and each movie once for the softmax.
  const looked = [
    { tables: model.users, entities: users },
    { tables: model.movies, entities: movies },
    { tables: model.users, entities: inBatch.users.values },
    { tables: model.movies, entities: inBatch.movies.values },
  ];
  const dense = [...model.userLayers, ...model.movieLayers, ...model.ratingLayers];
  const inputs = looked.map(({ tables, entities }) => ({
    shape: [entities.length, tables.width],
    values: tables.gather(entities),
  }));
  const offsets = training.softmax.offsetsOf(inBatch.movies);
  const weights = Float32Array.from(inBatch.users.counts);
  const loss = (all: readonly Tensor[]): Scalar =>
    towerLoss(model, all, labels, offsets, weights, training);
  const { value, slopes } = await lossAndSlopes(loss, [...inputs, ...dense]);
  training.optimizer.beginStep();
  looked.forEach(({ tables, entities }, i) => tables.accumulate(entities, slopes[i]));
  model.users.step(training.optimizer);
  model.movies.step(training.optimizer);
  dense.forEach(({ values }, i) => training.optimizer.update(values, slopes[looked.length + i]));
  return value + training.retrievalWeight * training.softmax.constantOf(movies);
}

function towerLoss(
  model: TowerModel,
  [pairUsers, pairMovies, batchUsers, batchMovies, ...dense]: readonly Tensor[],
  labels: Float32Array,
  offsets: Float32Array,
  weights: Float32Array,
  { retrievalWeight, ratingWeight }: TowerTraining,
): Scalar {
  return tidy(() => {
    const userEnd = model.userLayers.length;
    const movieEnd = userEnd + model.movieLayers.length;
    const userTower = (inputs: Tensor): Tensor2D =>
      towerForward(dense.slice(0, userEnd), inputs as Tensor2D);
    const movieTower = (inputs: Tensor): Tensor2D =>
      towerForward(dense.slice(userEnd, movieEnd), inputs as Tensor2D);
    const users = userTower(pairUsers);
    const movies = movieTower(pairMovies);
    const normalizer = weightedLogSumExp(
      userTower(batchUsers),
      movieTower(batchMovies),
      tensor1d(offsets),
      tensor1d(weights),
    );
    const retrieval = mul<Scalar>(sub(normalizer, sum(mul(users, movies))), retrievalWeight);
    if (model.ratingLayers.length === 0) return retrieval;
    const stars = forward(layersOf(dense.slice(movieEnd)), concat([users, movies], 1));
    return add(retrieval, mul(squaredError(stars, tensor1d(labels)), ratingWeight));
  });
}
