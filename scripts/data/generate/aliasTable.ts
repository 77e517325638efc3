/** @file Draws from a fixed discrete distribution in constant time (Walker 1977, Vose 1991). */
import type { Random } from '../../../models/dataset/random';

export class AliasTable {
  readonly #keep: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights positive, of any sum */
  constructor(weights: Float64Array) {
    const count = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const share = weights.map((weight) => (weight * count) / total);
    this.#keep = new Float64Array(count).fill(1);
    this.#alias = Int32Array.from({ length: count }, (_, i) => i);
    const small: number[] = [];
    const large: number[] = [];
    share.forEach((value, i) => (value < 1 ? small : large).push(i));
    for (;;) {
      const [low, high] = [small.pop(), large.at(-1)];
      if (low === undefined || high === undefined) return;
      this.#keep[low] = share[low];
      this.#alias[low] = high;
      share[high] -= 1 - share[low];
      if (share[high] < 1) small.push(...large.splice(-1));
    }
  }

  draw(random: Random): number {
    const cell = random.integer(this.#keep.length);
    return random.next() < this.#keep[cell] ? cell : this.#alias[cell];
  }
}
