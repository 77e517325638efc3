/** @file Predicted stars of films on screen, asked for again after each fit; the old ones stay till then. */
import type { Recommender } from '../../state/recommender.svelte';

export class Predictions {
  /** By movie; a film is absent while it is worked out, and when the model does not know it. */
  stars = $state.raw<ReadonlyMap<number, number>>(new Map());

  /** To be made while a component is set up. */
  constructor(recommender: Recommender, movieIds: () => readonly number[]) {
    $effect(() => {
      let current = true;
      void recommender.predict(movieIds()).then((stars) => {
        if (current) this.stars = stars;
      });
      return () => {
        current = false;
      };
    });
  }
}
