/** @file Predicted stars that were fetched for the current fit. */

export class Predictions {
  readonly #stars = new Map<number, number>();

  /** Predicted stars, 0.5 to 5, or null where there are none (yet). */
  of(movieId: number): number | null {
    const stars = this.#stars.get(movieId);
    return stars === undefined || Number.isNaN(stars) ? null : stars;
  }

  /** Those of `movieIds` that have predicted stars. */
  among(movieIds: readonly number[]): ReadonlyMap<number, number> {
    const known = new Map<number, number>();
    for (const movieId of movieIds) {
      const stars = this.of(movieId);
      if (stars !== null) known.set(movieId, stars);
    }
    return known;
  }

  /** Those of `movieIds` that were not asked for yet, each once. */
  missing(movieIds: readonly number[]): readonly number[] {
    return [...new Set(movieIds)].filter((movieId) => !this.#stars.has(movieId));
  }

  /** @param stars `[movieIds]`, NaN where the model does not know the movie */
  add(movieIds: readonly number[], stars: Float32Array): void {
    movieIds.forEach((movieId, i) => this.#stars.set(movieId, stars[i]));
  }

  clear(): void {
    this.#stars.clear();
  }
}
