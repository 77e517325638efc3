/**
 * @file What the ranking network learns from some lists: the softmax of each like among the retrieved
 * movies that are no likes, and the squared error of the stars.
 */
import {
  add,
  cast,
  clipByValue,
  div,
  exp,
  greater,
  log,
  matMul,
  max,
  mean,
  mul,
  reshape,
  slice,
  softplus,
  square,
  sub,
  sum,
  tensor2d,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { corrections, HEADS, type Network } from '../ranking/network';
import { CURVE_RATINGS } from '../towers/curve';
import { LIST_ROWS, LISTED, RATED, type RankerLists } from './rankerLists';

const TINY = 1e-9;

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
