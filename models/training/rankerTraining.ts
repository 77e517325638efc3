/**
 * @file Trains the ranking network: the softmax of each like among the retrieved movies that are no
 * likes, plus the mean squared error of the stars, with Adam and decoupled weight decay (Loshchilov and
 * Hutter 2019).
 */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  add,
  cast,
  clipByValue,
  dispose,
  div,
  exp,
  greater,
  log,
  max,
  matMul,
  mean,
  mul,
  reshape,
  slice,
  softplus,
  square,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  train,
  variable,
  variableGrads,
  type Rank,
  type Scalar,
  type Tensor1D,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '../dataset/random';
import {
  corrections,
  HEADS,
  networkShapes,
  type DenseWeights,
  type Network,
  type NetworkWeights,
} from '../ranking/network';
import { CURVE_RATINGS } from '../towers/curve';
import type { OnPiece } from './pauses';
import { LIST_ROWS, LISTED, RATED, type RankerLists } from './rankerLists';

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
const TINY = 1e-9;

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

/** Tensors of some lists. */
export interface ListBatch {
  /** `[B · LIST_ROWS, F]` */
  readonly features: Tensor2D;
  /** `[B, LISTED]` */
  readonly retrieval: Tensor2D;
  readonly relevance: Tensor2D;
  /** `[B, 1]` */
  readonly share: Tensor2D;
  /** `[B, knots]` */
  readonly knots: Tensor2D;
  /** `[B, RATED]` */
  readonly residual: Tensor2D;
  readonly isRated: Tensor2D;
}

/** Uploads some lists; the caller disposes. */
export function batchOf(lists: RankerLists, rows: Int32Array): ListBatch {
  const gather = (values: Float32Array, width: number): Float32Array => {
    const out = new Float32Array(rows.length * width);
    rows.forEach((row, i) => out.set(values.subarray(row * width, (row + 1) * width), i * width));
    return out;
  };
  const { width } = lists;
  const count = rows.length;
  const matrix = (values: Float32Array, columns: number): Tensor2D =>
    tensor2d(gather(values, columns), [count, columns]);
  return {
    features: tensor2d(gather(lists.features, LIST_ROWS * width), [count * LIST_ROWS, width]),
    retrieval: matrix(lists.retrieval, LISTED),
    relevance: matrix(lists.relevance, LISTED),
    share: matrix(lists.share, 1),
    knots: matrix(lists.knots, CURVE_RATINGS.length),
    residual: matrix(lists.residual, RATED),
    isRated: matrix(lists.isRated, RATED),
  };
}

/**
 * `listwise`: mean over the lists of `Σ_m p_m log(1 + Σ_k e^(s_k − s_m))`, `p` the relevance, `k` the
 * movies without any, `s = γ r + c` of the retrieval scores `r` and the corrections `c`; `stars`: mean
 * squared error over the rated rows.
 */
export function rankerLoss(
  network: Network,
  logScale: Tensor1D,
  { features, retrieval, relevance, share, knots, residual, isRated }: ListBatch,
): { listwise: Scalar; stars: Scalar } {
  const lists = retrieval.shape[0];
  const output: Tensor3D = reshape(corrections(network, features), [lists, LIST_ROWS, HEADS]);
  const head = (start: number, length: number, column: number): Tensor2D =>
    reshape(slice(output, [0, start, column], [lists, length, 1]), [lists, length]);
  const scale = exp(matMul(knots, reshape(logScale, [CURVE_RATINGS.length, 1])));
  const scores = add<Tensor2D>(mul(retrieval, scale), mul(head(0, LISTED, 0), share));
  const error = sub(residual, head(LISTED, RATED, 1));
  const squares = mul(square(error), isRated);
  return {
    listwise: mean<Scalar>(listwiseLosses(scores, relevance)),
    stars: div<Scalar>(sum(squares), add(sum(isRated), TINY)),
  };
}

/**
 * Of each row. A softmax over all movies would have the likes of a list compete with one another, and
 * ask nothing more of a like once it stands far above the other likes.
 */
function listwiseLosses(scores: Tensor2D, relevance: Tensor2D): Tensor {
  const isRelevant = cast(greater(relevance, 0), 'float32');
  const others = sub(scores, mul(isRelevant, OUT_OF_SIGHT));
  const best = max(others, 1, true);
  const shifted = clipByValue(sub(others, best), SMALLEST_EXPONENT, 0);
  const logSum = add(best, log(sum(exp(shifted), 1, true)));
  return sum(mul(relevance, softplus(sub(logSum, scores))), 1);
}

/** Taken from the score of what is relevant, so that it is not among the others. */
const OUT_OF_SIGHT = 1e9;
/** `e^−80` vanishes beside the 1 of the best row. */
const SMALLEST_EXPONENT = -80;

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
