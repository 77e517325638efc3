/**
 * @file The in-batch sampled softmax: every movie of the batch is a candidate for every user of it, as
 * often as it occurs. With log-q correction (Yi et al. 2019) a movie's logit is lowered by the log of
 * the chance that it is drawn, so that popular movies are not punished for being negatives so often.
 */

/** Distinct numbers in the order of their first appearance, and how often each occurs. */
export interface Distinct {
  readonly values: Int32Array;
  readonly counts: Int32Array;
}

export interface InBatchSoftmax {
  /** What is added to the logit of each candidate: `log count`, less `log q` where corrected. */
  offsetsOf(candidates: Distinct): Float32Array;
  /** What the positives' corrections add to the loss of a batch; has no gradient. */
  constantOf(positives: Int32Array): number;
}

export function countDistinct(numbers: Int32Array): Distinct {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return { values: Int32Array.from(counts.keys()), counts: Int32Array.from(counts.values()) };
}

export function plainSoftmax(): InBatchSoftmax {
  return {
    offsetsOf: ({ counts }) => Float32Array.from(counts, Math.log),
    constantOf: () => 0,
  };
}

/** @param counts `[M]` ratings of each movie in training, from which batches are drawn */
export function correctedSoftmax(counts: Int32Array): InBatchSoftmax {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const logChance = Float64Array.from(counts, (count) => Math.log(Math.max(count, 1) / total));
  return {
    offsetsOf: (candidates) =>
      Float32Array.from(
        candidates.values,
        (movie, i) => Math.log(candidates.counts[i]) - logChance[movie],
      ),
    constantOf: (positives) => positives.reduce((sum, movie) => sum + logChance[movie], 0),
  };
}
