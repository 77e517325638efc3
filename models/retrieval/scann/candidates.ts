/** @file The best of a stream of approximate scores, in constant time for each. */

/** Entries kept between two selections, as a multiple of the wanted ones. */
const ROOM = 2;

/** Collects the `capacity` best slots; in no order. */
export class Candidates {
  #capacity: number;
  #scores: Float32Array;
  #slots: Int32Array;
  #size = 0;
  #threshold = -Infinity;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#scores = new Float32Array(ROOM * capacity);
    this.#slots = new Int32Array(ROOM * capacity);
  }

  /** Scores that are not above this cannot be among the best; rises with what is pushed. */
  get threshold(): number {
    return this.#threshold;
  }

  /** Adds a slot and returns the new threshold. NaN must not be pushed. */
  push(score: number, slot: number): number {
    this.#scores[this.#size] = score;
    this.#slots[this.#size] = slot;
    this.#size++;
    if (this.#size === this.#scores.length) this.#select();
    return this.#threshold;
  }

  /** Number of slots that {@link best} would return. */
  get count(): number {
    return Math.min(this.#size, this.#capacity);
  }

  /** Forgets what is not among the best, so that the threshold is that of the worst of them. */
  settle(): void {
    if (this.#size >= this.#capacity) this.#select();
  }

  /** Keeps more from now on. What was forgotten does not come back. */
  grow(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const scores = new Float32Array(ROOM * capacity);
    const slots = new Int32Array(ROOM * capacity);
    scores.set(this.#scores.subarray(0, this.#size));
    slots.set(this.#slots.subarray(0, this.#size));
    this.#scores = scores;
    this.#slots = slots;
    this.#capacity = capacity;
    if (this.#size < capacity) this.#threshold = -Infinity;
  }

  /** The best slots so far. */
  best(): Int32Array {
    if (this.#size > this.#capacity) this.#select();
    return this.#slots.slice(0, this.#size);
  }

  /** Brings the best to the front (Hoare's selection) and forgets the rest. */
  #select(): void {
    const scores = this.#scores;
    const wanted = this.#capacity;
    let left = 0;
    let right = this.#size - 1;
    while (left < right) {
      const pivot = scores[(left + right) >> 1];
      let i = left;
      let j = right;
      while (i <= j) {
        while (scores[i] > pivot) i++;
        while (scores[j] < pivot) j--;
        if (i <= j) {
          this.#swap(i, j);
          i++;
          j--;
        }
      }
      if (wanted - 1 <= j) right = j;
      else if (wanted - 1 >= i) left = i;
      else break;
    }
    this.#size = wanted;
    this.#threshold = scores[wanted - 1];
  }

  #swap(i: number, j: number): void {
    const score = this.#scores[i];
    const slot = this.#slots[i];
    this.#scores[i] = this.#scores[j];
    this.#slots[i] = this.#slots[j];
    this.#scores[j] = score;
    this.#slots[j] = slot;
  }
}
