/** @file Predicted stars that were fetched for the current fit. */
import { predictionOf, type Prediction } from '../domain/prediction';

export class Predictions {
  /** Null where the model does not know the movie. */
  readonly #predictions = new Map<number, Prediction | null>();

  /** Predicted stars, 0.5 to 5, or null where there are none (yet). */
  of(movieId: number): number | null {
    return this.whole(movieId)?.stars ?? null;
  }

  /** Predicted stars with their interval, or null where there are none (yet). */
  whole(movieId: number): Prediction | null {
    return this.#predictions.get(movieId) ?? null;
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
    return [...new Set(movieIds)].filter((movieId) => !this.#predictions.has(movieId));
  }

  /**
   * @param stars `[movieIds]`, NaN where the model does not know the movie
   * @param deviation `[movieIds]` standard deviations
   */
  add(movieIds: readonly number[], stars: Float32Array, deviation: Float32Array): void {
    movieIds.forEach((movieId, i) => {
      const known = !Number.isNaN(stars[i]);
      this.#predictions.set(movieId, known ? predictionOf(stars[i], deviation[i]) : null);
    });
  }

  clear(): void {
    this.#predictions.clear();
  }
}
