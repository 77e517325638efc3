/** @file Training of a pair network together with the embedding tables of its inputs. */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  add,
  log1p,
  mean,
  mul,
  neg,
  relu,
  square,
  sub,
  tensor1d,
  tensor2d,
  tidy,
  abs,
  exp,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '../../dataset/random';
import type { HiddenHook } from '../../ranking/mlp';
import type { TrainOptions } from '../system';
import { pauses } from '../../training/pauses';
import type { FieldTables } from './fieldTables';
import type { Optimizer } from './optimizers';
import type { PairNetwork } from './pairNetworks';
import { limitColumns, lossAndSlopes, type Parameter } from './parameters';

/** Parallel columns, one row per example. */
export interface PairExamples {
  readonly users: Int32Array;
  readonly movies: Int32Array;
  /** Stars, or 0 and 1. */
  readonly labels: Float32Array;
}

export interface PairTraining {
  readonly epochs: number;
  readonly batchRows: number;
  readonly optimizer: Optimizer;
  readonly loss: (outputs: Tensor1D, labels: Tensor1D) => Scalar;
  /** Share of hidden activations dropped in training. */
  readonly dropout: number;
  /** Longest column of a dense kernel, or none. */
  readonly maxNorm: number | null;
}

/** What is learned. */
export interface PairModel {
  readonly users: FieldTables;
  readonly movies: FieldTables;
  readonly network: PairNetwork;
  readonly parameters: readonly Parameter[];
}

/** Mean squared error; the caller disposes. */
export function squaredError(outputs: Tensor1D, labels: Tensor1D): Scalar {
  return tidy(() => mean<Scalar>(square(sub(outputs, labels))));
}

/** Mean binary cross-entropy of logits: `max(x, 0) − x y + log(1 + e^−|x|)`; the caller disposes. */
export function crossEntropy(logits: Tensor1D, labels: Tensor1D): Scalar {
  return tidy(() => {
    const overflowFree = log1p(exp(neg(abs(logits))));
    return mean<Scalar>(add(sub(relu(logits), mul(logits, labels)), overflowFree));
  });
}

/**
 * Trains in place.
 *
 * @param examplesOf the examples of a pass, drawn anew for each
 * @returns mean loss of each pass
 */
export async function trainPairs(
  model: PairModel,
  examplesOf: (random: Random) => PairExamples,
  training: PairTraining,
  { seed, signal, onStep }: TrainOptions,
): Promise<number[]> {
  const random = createRandom(seed);
  const pause = pauses(signal);
  const curve: number[] = [];
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const examples = examplesOf(random);
    const rows = examples.labels.length;
    const order = random.shuffle(Int32Array.from({ length: rows }, (_, row) => row));
    let sum = 0;
    for (let start = 0; start < rows; start += training.batchRows) {
      await pause();
      const batch = batchOf(examples, order.subarray(start, start + training.batchRows));
      sum += (await step(model, batch, training, random)) * batch.labels.length;
      onStep?.(epoch * rows + start, training.epochs * rows, `pass ${epoch + 1}`);
    }
    curve.push(sum / rows);
  }
  return curve;
}

function batchOf(examples: PairExamples, rows: Int32Array): PairExamples {
  return {
    users: rows.map((row) => examples.users[row]),
    movies: rows.map((row) => examples.movies[row]),
    labels: Float32Array.from(rows, (row) => examples.labels[row]),
  };
}

/** One step; returns the loss of the batch before it. */
async function step(
  { users, movies, network, parameters }: PairModel,
  batch: PairExamples,
  { loss, optimizer, dropout, maxNorm }: PairTraining,
  random: Random,
): Promise<number> {
  const rows = batch.labels.length;
  const inputs = [
    { shape: [rows, users.width], values: users.gather(batch.users) },
    { shape: [rows, movies.width], values: movies.gather(batch.movies) },
    ...parameters,
  ];
  const onHidden = dropout > 0 ? dropoutHook(dropout, random) : undefined;
  const lossOf = ([ofUsers, ofMovies, ...dense]: readonly Tensor[]): Scalar =>
    loss(
      network.forward(ofUsers as Tensor2D, ofMovies as Tensor2D, dense, onHidden),
      tensor1d(batch.labels),
    );
  const { value, slopes } = await lossAndSlopes(lossOf, inputs);
  optimizer.beginStep();
  users.accumulate(batch.users, slopes[0]);
  users.step(optimizer);
  movies.accumulate(batch.movies, slopes[1]);
  movies.step(optimizer);
  parameters.forEach((parameter, i) => {
    optimizer.update(parameter.values, slopes[i + 2]);
    if (maxNorm !== null && parameter.shape.length === 2) limitColumns(parameter, maxNorm);
  });
  return value;
}

/** Inverted dropout (Srivastava et al. 2014): what stays is scaled up, so that the mean stays. */
function dropoutHook(share: number, random: Random): HiddenHook {
  return (activations) => {
    const mask = new Float32Array(activations.size);
    for (let i = 0; i < mask.length; i++) mask[i] = random.next() < share ? 0 : 1 / (1 - share);
    return mul(activations, tensor2d(mask, activations.shape));
  };
}
