/** @file The normaliser of a sampled or full softmax, with a gradient that is fast on WASM. */
import {
  add,
  customGrad,
  log,
  matMul,
  max,
  mul,
  reshape,
  softmax,
  sub,
  sum,
  transpose,
  type GradSaveFunc,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/**
 * `Σ_q w_q · log Σ_c exp(query_q · candidate_c + offset_c)`
 *
 * A batch of (user, movie) pairs in which users and movies repeat has exactly this loss once the
 * repetitions are counted: a movie that occurs `n` times is one candidate with offset `log n`, a user
 * that occurs `n` times one query with weight `n`.
 *
 * @param queries `[Q, D]`
 * @param candidates `[C, D]`
 * @param offsets `[C]`
 * @param weights `[Q]`; no gradient
 * @returns a scalar; the caller disposes
 */
export function weightedLogSumExp(
  queries: Tensor2D,
  candidates: Tensor2D,
  offsets: Tensor1D,
  weights: Tensor1D,
): Scalar {
  const column = reshape<Tensor2D['rankType']>(weights, [weights.size, 1]);
  return withGradient(queries, candidates, offsets, column) as Scalar;
}

const withGradient = customGrad((...args) => {
  const [queries, candidates, offsets, weights, save] = args as [
    Tensor2D,
    Tensor2D,
    Tensor1D,
    Tensor2D,
    GradSaveFunc,
  ];
  const logits = add<Tensor2D>(matMul(queries, transpose(candidates)), offsets);
  const shares = softmax(logits);
  // The largest logit and its share give the normaliser; logSumExp is much slower on WASM.
  const normalizers = sub(max(logits, 1, true), log(max(shares, 1, true)));
  save([queries, candidates, weights, shares]);
  return { value: sum(mul(weights, normalizers)), gradFunc: slopes };
});

function slopes(slope: Tensor, saved: Tensor[]): Tensor[] {
  const [queries, candidates, weights, shares] = saved as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
  const ofLogits = mul<Tensor2D>(shares, mul(weights, slope));
  return [
    matMul(ofLogits, candidates),
    transpose(matMul(transpose(queries), ofLogits)),
    sum(ofLogits, 0),
    mul(weights, 0),
  ];
}
