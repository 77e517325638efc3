/** @file Which movies have writes under way, and how many. */

export class WritesUnderWay {
  readonly #counts = new Map<number, number>();

  has(movieId: number): boolean {
    return this.#counts.has(movieId);
  }

  begin(movieId: number): void {
    this.#counts.set(movieId, (this.#counts.get(movieId) ?? 0) + 1);
  }

  /** True when this was the last one of the movie. */
  end(movieId: number): boolean {
    const left = (this.#counts.get(movieId) ?? 1) - 1;
    if (left > 0) this.#counts.set(movieId, left);
    else this.#counts.delete(movieId);
    return left <= 0;
  }
}
