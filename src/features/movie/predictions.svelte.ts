/** @file Predicted stars of films on screen, asked for again after each fit; the old ones stay till then. */
import type { Recommender } from '../../state/recommender.svelte';

export class Predictions {
  #stars = $state.raw<ReadonlyMap<number, number> | null>(null);

  /** To be made while a component is set up. */
  constructor(recommender: Recommender, movieIds: () => readonly number[]) {
    $effect(() => {
      let current = true;
      void recommender.films.predict(movieIds()).then((stars) => {
        if (current) this.#stars = stars;
      });
      return () => {
        current = false;
      };
    });
  }

  /** Undefined while it is worked out, and when the model does not know the film. */
  of(movieId: number): number | undefined {
    return this.#stars?.get(movieId);
  }
}
