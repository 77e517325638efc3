/**
 * @file Trains the ranking network on predicted stars: mean squared error of `baseline + correction`
 * over the ratings that were cut off a history, with Adam and decoupled weight decay.
 *
 * Histories are cut at random, so that the network meets people who have rated one movie as well as
 * people who have rated hundreds.
 */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  mean,
  mul,
  square,
  sub,
  tensor1d,
  tensor2d,
  tidy,
  train,
  variable,
  variableGrads,
  dispose,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { History, Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom, type Random } from '../dataset/random';
import { PAIR_FEATURES, prepareUser, writeFeatures } from '../ranking/pairFeatures';
import type { FeatureSource } from '../ranking/pairFeatures';
import { forward, layerShapes, type DenseLayer } from '../ranking/mlp';
import type { DenseWeights } from '../ranking/starRanker';
import { starsOf } from '../shapes';
import { foldInAll } from '../towers/closedForm';

/** Share of histories that keep 80 % of their ratings; the others are cut log-uniformly. */
const LONG_CUT_SHARE = 0.35;
const LONG_CUT = 0.8;
const MAX_SHORT_CUT = 200;
/** Rated movies predicted for each cut history, at most. */
const TARGETS_PER_HISTORY = 48;

export interface StarRankerConfig {
  readonly seed: number;
  readonly batchRows: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Passes over the training people. */
  readonly epochs: number;
}

/** Examples of one pass: features `[B, F]` and the residual `stars − baseline` `[B]`. */
export interface PairExamples {
  readonly features: Float32Array;
  readonly residuals: Float32Array;
  readonly rows: number;
}

/** The examples of several sources in one. */
export function joinExamples(parts: readonly PairExamples[]): PairExamples {
  const rows = parts.reduce((total, part) => total + part.rows, 0);
  const features = new Float32Array(rows * PAIR_FEATURES);
  const residuals = new Float32Array(rows);
  let row = 0;
  for (const part of parts) {
    features.set(part.features, row * PAIR_FEATURES);
    residuals.set(part.residuals, row);
    row += part.rows;
  }
  return { features, residuals, rows };
}

/** Cuts a history in two: what the person gave, and what is to be predicted. */
export function cutHistory(history: History, random: Random): { given: History; targets: History } {
  const size = history.movies.length;
  const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i));
  const long = Math.floor(LONG_CUT * size);
  const short = Math.floor(Math.exp(random.next() * Math.log1p(MAX_SHORT_CUT)) - 1 + random.next());
  const cut = random.next() < LONG_CUT_SHARE ? long : Math.min(long, short);
  const given = order.slice(0, cut).sort();
  const targets = order.slice(cut, cut + TARGETS_PER_HISTORY);
  const pick = (rows: Int32Array): History => ({
    movies: rows.map((row) => history.movies[row]),
    halfStars: Uint8Array.from(rows, (row) => history.halfStars[row]),
  });
  return { given: pick(given), targets: pick(targets) };
}

/** Examples of all people for one pass. */
export function pairExamples(
  source: FeatureSource,
  interactions: Interactions,
  random: Random,
): PairExamples {
  const cuts = Array.from({ length: interactions.userCount }, (_, user) =>
    cutHistory(historyOf(interactions, user), random),
  );
  const rows = cuts.reduce((total, { targets }) => total + targets.movies.length, 0);
  const features = new Float32Array(rows * PAIR_FEATURES);
  const residuals = new Float32Array(rows);
  let row = 0;
  for (const { given, targets } of cuts) {
    const user = prepareUser(source, foldInAll(source.space, given), given);
    for (let t = 0; t < targets.movies.length; t++, row++) {
      const movie = targets.movies[t];
      const baseline = writeFeatures(source, user, movie, features, row * PAIR_FEATURES);
      residuals[row] = starsOf(targets.halfStars[t]) - baseline;
    }
  }
  return { features, residuals, rows };
}

/** Mean squared error of the network's corrections, stars². */
export function rankerLoss(
  layers: readonly DenseLayer[],
  inputs: Tensor2D,
  residuals: Tensor1D,
): Scalar {
  return tidy(() => mean<Scalar>(square(sub(forward(layers, inputs), residuals))));
}

/** The network in training. Dispose it when the weights have been read. */
export class StarRankerTrainer {
  readonly #config: StarRankerConfig;
  readonly #layers: readonly { kernel: Variable<Rank.R2>; bias: Variable<Rank.R1> }[];
  readonly #optimizer: ReturnType<typeof train.adam>;

  constructor(config: StarRankerConfig) {
    const random = createRandom(config.seed);
    this.#config = config;
    this.#layers = layerShapes(PAIR_FEATURES).map(([fanIn, units], i, all) => {
      // He et al. 2015; the output starts at zero, so that training starts at the baseline.
      const deviation = i + 1 < all.length ? Math.sqrt(2 / fanIn) : 0;
      const kernel = new Float32Array(fanIn * units).map(() => deviation * random.normal());
      return {
        kernel: tidy(() => variable<Rank.R2>(tensor2d(kernel, [fanIn, units]))),
        bias: tidy(() => variable<Rank.R1>(tensor1d(new Float32Array(units)))),
      };
    });
    this.#optimizer = train.adam(config.learningRate);
  }

  get layers(): readonly DenseLayer[] {
    return this.#layers;
  }

  /** One pass over the examples in a random order; returns the mean training loss, NaN for none. */
  async epoch(examples: PairExamples, random: Random, learningRateShare: number): Promise<number> {
    const { learningRate } = this.#config;
    if (examples.rows === 0) return NaN;
    // Fewer examples than one batch still make a step.
    const batchRows = Math.min(this.#config.batchRows, examples.rows);
    const order = random.shuffle(Int32Array.from({ length: examples.rows }, (_, i) => i));
    this.#setLearningRate(learningRate * learningRateShare);
    let total = 0;
    for (let start = 0; start + batchRows <= examples.rows; start += batchRows) {
      total += await this.#step(examples, order.subarray(start, start + batchRows));
    }
    return total / Math.floor(examples.rows / batchRows);
  }

  /** Mean squared error on examples, stars². */
  async evaluate(examples: PairExamples): Promise<number> {
    const { batchRows } = this.#config;
    let sum = 0;
    for (let start = 0; start < examples.rows; start += batchRows) {
      const rows = Int32Array.from(
        { length: Math.min(batchRows, examples.rows - start) },
        (_, i) => start + i,
      );
      const loss = tidy(() => {
        const { inputs, residuals } = batchOf(examples, rows);
        return rankerLoss(this.layers, inputs, residuals);
      });
      sum += (await loss.data())[0] * rows.length;
      loss.dispose();
    }
    return sum / examples.rows;
  }

  async weights(): Promise<DenseWeights[]> {
    return Promise.all(
      this.#layers.map(async ({ kernel, bias }) => ({
        kernel: Float32Array.from(await kernel.data()),
        kernelShape: kernel.shape,
        bias: Float32Array.from(await bias.data()),
      })),
    );
  }

  dispose(): void {
    this.#optimizer.dispose();
    for (const { kernel, bias } of this.#layers) dispose([kernel, bias]);
  }

  async #step(examples: PairExamples, rows: Int32Array): Promise<number> {
    const { value, grads } = tidy(() => {
      const { inputs, residuals } = batchOf(examples, rows);
      return variableGrads(() => rankerLoss(this.layers, inputs, residuals));
    });
    this.#decayWeights();
    this.#optimizer.applyGradients(namedTensors(grads));
    const loss = (await value.data())[0];
    dispose([value, ...Object.values(grads)]);
    return loss;
  }

  /** Decoupled weight decay of the kernels (Loshchilov and Hutter 2019), at the constant base rate. */
  #decayWeights(): void {
    const keep = 1 - this.#config.learningRate * this.#config.weightDecay;
    for (const { kernel } of this.#layers) tidy(() => kernel.assign(mul(kernel, keep)));
  }

  #setLearningRate(rate: number): void {
    Object.assign(this.#optimizer, { learningRate: rate });
  }
}

function namedTensors(grads: Record<string, Tensor>): { name: string; tensor: Tensor }[] {
  return Object.entries(grads).map(([name, tensor]) => ({ name, tensor }));
}

function batchOf(
  examples: PairExamples,
  rows: Int32Array,
): { inputs: Tensor2D; residuals: Tensor1D } {
  const width = PAIR_FEATURES;
  const features = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    features.set(examples.features.subarray(row * width, (row + 1) * width), i * width);
  });
  const residuals = Float32Array.from(rows, (row) => examples.residuals[row]);
  return { inputs: tensor2d(features, [rows.length, width]), residuals: tensor1d(residuals) };
}
