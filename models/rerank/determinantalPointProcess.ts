/**
 * @file Determinantal point process: lists whose directions span a large volume. Fast greedy inference
 * by incremental Cholesky rows (Chen, Zhang and Zhou 2018).
 */
import { similarityOf, type Directions } from './directions';
import type { ListTerm } from './selectGreedily';

/** Volume left to a candidate that the list spans already, so that its logarithm is finite. */
const LEAST_VOLUME = 1e-9;

/**
 * A candidate gains `log det S_(list + candidate) − log det S_list`, the logarithm of the squared
 * distance of its direction from the span of those listed. With relevance `r` and weight `w` the whole
 * is the determinant of the kernel `exp(r_i / 2w) S_ij exp(r_j / 2w)`.
 */
export class DeterminantalPointProcess implements ListTerm {
  readonly weight: number;
  readonly gains: Float64Array;
  readonly #directions: Directions;
  /** Row `t`: inner product of each candidate with the `t`-th direction of the list's span, `[N]`. */
  readonly #rows: Float64Array[] = [];
  /** `[N]` squared distance from the span. */
  readonly #volume: Float64Array;

  constructor(directions: Directions, weight: number) {
    this.weight = weight;
    this.gains = new Float64Array(directions.count);
    this.#directions = directions;
    this.#volume = new Float64Array(directions.count).fill(1);
  }

  choose(candidate: number): void {
    const length = Math.sqrt(Math.max(this.#volume[candidate], LEAST_VOLUME));
    const row = new Float64Array(this.gains.length);
    for (let other = 0; other < row.length; other++) {
      let rest = similarityOf(this.#directions, candidate, other);
      for (const earlier of this.#rows) rest -= earlier[candidate] * earlier[other];
      row[other] = rest / length;
      this.#volume[other] -= row[other] ** 2;
      this.gains[other] = Math.log(Math.max(this.#volume[other], LEAST_VOLUME));
    }
    this.#rows.push(row);
  }
}
