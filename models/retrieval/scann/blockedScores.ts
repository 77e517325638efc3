/** @file Scores of forbidden rows that would have been answers. */

const INITIAL_ROOM = 256;

/** Keeps the scores above a limit that only rises. */
export class BlockedScores {
  #scores = new Float32Array(INITIAL_ROOM);
  #size = 0;

  add(score: number): void {
    if (this.#size === this.#scores.length) {
      const larger = new Float32Array(2 * this.#size);
      larger.set(this.#scores);
      this.#scores = larger;
    }
    this.#scores[this.#size] = score;
    this.#size++;
  }

  /** Number of scores above the limit; the others are forgotten. */
  countAbove(limit: number): number {
    let kept = 0;
    for (let i = 0; i < this.#size; i++) {
      if (this.#scores[i] <= limit) continue;
      this.#scores[kept] = this.#scores[i];
      kept++;
    }
    this.#size = kept;
    return kept;
  }
}
