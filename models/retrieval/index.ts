/** @file What every retrieval index can do, however it works inside. */
import type { AllowMask } from './filter';
import type { TopK } from './topK';

/** Maximum inner product search over the movies of a pack. */
export interface RetrievalIndex {
  /**
   * The `k` allowed movies with the largest inner product with the query, best first. Fewer than `k`
   * come back only when fewer are allowed.
   *
   * @param query `[D]`
   * @param allowed `[M]`
   */
  search(query: Float32Array, k: number, allowed: AllowMask): Promise<TopK>;
  /** Frees the tensors of the index. */
  dispose(): void;
}
