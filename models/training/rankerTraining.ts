/**
 * @file Trains the ranking network on lists, with Adam and decoupled weight decay (Loshchilov and Hutter
 * 2019).
 */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  add,
  dispose,
  mul,
  tensor1d,
  tensor2d,
  tidy,
  train,
  variable,
  variableGrads,
  type Rank,
  type Scalar,
  type Variable,
} from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '../dataset/random';
import {
  networkShapes,
  type DenseWeights,
  type Network,
  type NetworkWeights,
} from '../ranking/network';
import { CURVE_RATINGS } from '../towers/curve';
import type { OnPiece } from './pauses';
import type { RankerLists } from './rankerLists';
import { batchOf, rankerLoss } from './rankerLoss';

export interface RankerTrainingConfig {
  readonly seed: number;
  /** Lists of one step. */
  readonly batchLists: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Weight of the stars' loss beside the lists' loss. */
  readonly starsWeight: number;
}

/** Standard deviation of a cross layer's initial kernel: the crosses start almost as the identity. */
const CROSS_DEVIATION = 0.02;
/** `γ(n)` before training: retrieval scores are sharper than the likes are sure. */
const INITIAL_LOG_SCALE = Math.log(0.5);
const SMALLEST_DEVIATION = 1e-4;
/** Every how many rows a feature's mean and deviation are taken from. */
const MOMENT_STRIDE = 7;

interface TrainableLayer {
  readonly kernel: Variable<Rank.R2>;
  readonly bias: Variable<Rank.R1>;
}

/** Mean and standard deviation of each feature, `[F]`; empty rows are left out. */
export function featureMoments({ features, width }: RankerLists): {
  featureMean: Float32Array;
  featureDeviation: Float32Array;
} {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let rows = 0;
  for (let at = 0; at < features.length; at += MOMENT_STRIDE * width) {
    const row = features.subarray(at, at + width);
    if (row.every((value) => value === 0)) continue;
    rows++;
    row.forEach((value, f) => {
      sums[f] += value;
      squares[f] += value * value;
    });
  }
  const featureMean = Float32Array.from(sums, (total) => total / Math.max(1, rows));
  const featureDeviation = Float32Array.from(squares, (total, f) =>
    Math.sqrt(Math.max(SMALLEST_DEVIATION, total / Math.max(1, rows) - featureMean[f] ** 2)),
  );
  return { featureMean, featureDeviation };
}

/** The network in training. Dispose it when the weights have been read. */
export class RankerTrainer {
  readonly #config: RankerTrainingConfig;
  readonly #logScale: Variable<Rank.R1>;
  readonly #network: Network & {
    readonly cross: readonly TrainableLayer[];
    readonly hidden: readonly TrainableLayer[];
    readonly heads: TrainableLayer;
  };
  readonly #optimizer: ReturnType<typeof train.adam>;

  constructor(config: RankerTrainingConfig, lists: RankerLists) {
    const random = createRandom(config.seed);
    const { featureMean, featureDeviation } = featureMoments(lists);
    const shapes = networkShapes(lists.width);
    this.#config = config;
    this.#logScale = tidy(() =>
      variable<Rank.R1>(tensor1d(CURVE_RATINGS.map(() => INITIAL_LOG_SCALE))),
    );
    this.#network = {
      featureMean: tensor1d(featureMean),
      featureDeviation: tensor1d(featureDeviation),
      cross: shapes.cross.map((shape) => layer(random, shape, CROSS_DEVIATION)),
      // He et al. 2015.
      hidden: shapes.hidden.map((shape) => layer(random, shape, Math.sqrt(2 / shape[0]))),
      // The output starts at zero, so that training starts at the retrieval order.
      heads: layer(random, shapes.heads, 0),
    };
    this.#optimizer = train.adam(config.learningRate);
  }

  /**
   * One pass over all lists in a random order, the learning rate times `share`; the mean loss.
   *
   * @param onBatch before each batch, told how many lists are done
   */
  async epoch(
    lists: RankerLists,
    random: Random,
    share: number,
    onBatch?: OnPiece,
  ): Promise<number> {
    const { batchLists, learningRate } = this.#config;
    const order = random.shuffle(Int32Array.from({ length: lists.lists }, (_, i) => i));
    Object.assign(this.#optimizer, { learningRate: learningRate * share });
    const size = Math.min(batchLists, lists.lists);
    let total = 0;
    let steps = 0;
    for (let start = 0; start + size <= order.length; start += size) {
      await onBatch?.(start);
      total += await this.#step(lists, order.subarray(start, start + size), share);
      steps++;
    }
    return steps > 0 ? total / steps : NaN;
  }

  async weights(): Promise<NetworkWeights> {
    const { featureMean, featureDeviation, cross, hidden, heads } = this.#network;
    return {
      featureMean: Float32Array.from(await featureMean.data()),
      featureDeviation: Float32Array.from(await featureDeviation.data()),
      logScale: Float32Array.from(await this.#logScale.data()),
      cross: await Promise.all(cross.map(download)),
      hidden: await Promise.all(hidden.map(download)),
      heads: await download(heads),
    };
  }

  dispose(): void {
    this.#optimizer.dispose();
    const { featureMean, featureDeviation } = this.#network;
    dispose([featureMean, featureDeviation, this.#logScale]);
    for (const { kernel, bias } of this.#layers()) dispose([kernel, bias]);
  }

  #layers(): TrainableLayer[] {
    const { cross, hidden, heads } = this.#network;
    return [...cross, ...hidden, heads];
  }

  async #step(lists: RankerLists, rows: Int32Array, share: number): Promise<number> {
    const { starsWeight } = this.#config;
    const batch = batchOf(lists, rows);
    const { value, grads } = variableGrads(() => {
      const { listwise, stars } = rankerLoss(this.#network, this.#logScale, batch);
      return add<Scalar>(listwise, mul(stars, starsWeight));
    });
    this.#decayWeights(share);
    this.#optimizer.applyGradients(
      Object.entries(grads).map(([name, tensor]) => ({ name, tensor })),
    );
    const [total] = await value.data();
    dispose([value, grads, { ...batch }]);
    return total;
  }

  #decayWeights(share: number): void {
    const keep = 1 - this.#config.learningRate * share * this.#config.weightDecay;
    for (const { kernel } of this.#layers()) tidy(() => kernel.assign(mul(kernel, keep)));
  }
}

function layer(
  random: Random,
  [inputs, units]: readonly [number, number],
  deviation: number,
): TrainableLayer {
  const kernel = new Float32Array(inputs * units).map(() => deviation * random.normal());
  return {
    kernel: tidy(() => variable<Rank.R2>(tensor2d(kernel, [inputs, units]))),
    bias: tidy(() => variable<Rank.R1>(tensor1d(new Float32Array(units)))),
  };
}

async function download({ kernel, bias }: TrainableLayer): Promise<DenseWeights> {
  return {
    kernel: Float32Array.from(await kernel.data()),
    kernelShape: [kernel.shape[0], kernel.shape[1]],
    bias: Float32Array.from(await bias.data()),
  };
}
