/** @file The `k` largest of many scores in one pass, with a binary heap of `k` entries. */

/** Positions and scores, best first; ties go to the lower position. */
export interface TopK {
  readonly positions: Int32Array;
  readonly scores: Float32Array;
}

/**
 * Selects the `k` best positions for which `isAllowed` holds, so that filtered positions never take
 * the place of allowed ones. Fewer than `k` come back only when fewer are allowed.
 *
 * @param scores `[M]`; NaN is never selected
 */
export function selectTopK(
  scores: ArrayLike<number>,
  k: number,
  isAllowed: (position: number) => boolean,
): TopK {
  const heap = new WorstFirstHeap(Math.min(k, scores.length));
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position];
    if (heap.accepts(score) && isAllowed(position)) heap.push(position, score);
  }
  return heap.drain();
}

/** Keeps the `capacity` best entries with the worst of them at the root. */
class WorstFirstHeap {
  readonly #positions: Int32Array;
  readonly #scores: Float64Array;
  readonly #capacity: number;
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = Math.max(0, capacity);
    this.#positions = new Int32Array(this.#capacity);
    this.#scores = new Float64Array(this.#capacity);
  }

  /** Positions arrive in ascending order, so an equal score never replaces an earlier one. */
  accepts(score: number): boolean {
    if (Number.isNaN(score)) return false;
    return this.#size < this.#capacity || (this.#capacity > 0 && score > this.#scores[0]);
  }

  push(position: number, score: number): void {
    if (this.#size < this.#capacity) {
      this.#size++;
      this.#siftUp(this.#size - 1, position, score);
    } else {
      this.#siftDown(position, score);
    }
  }

  drain(): TopK {
    const order = Array.from({ length: this.#size }, (_, i) => i).sort((a, b) =>
      this.#isWorse(this.#positions[a], this.#scores[a], b) ? 1 : -1,
    );
    return {
      positions: Int32Array.from(order, (i) => this.#positions[i]),
      scores: Float32Array.from(order, (i) => this.#scores[i]),
    };
  }

  #isWorse(position: number, score: number, than: number): boolean {
    const other = this.#scores[than];
    return score < other || (score === other && position > this.#positions[than]);
  }

  #siftUp(start: number, position: number, score: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(position, score, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#set(at, position, score);
  }

  #siftDown(position: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#isWorse(this.#positions[right], this.#scores[right], child)) {
        child = right;
      }
      if (this.#isWorse(position, score, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#set(at, position, score);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#positions[from], this.#scores[from]);
  }

  #set(at: number, position: number, score: number): void {
    this.#positions[at] = position;
    this.#scores[at] = score;
  }
}
