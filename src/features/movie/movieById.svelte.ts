/** @file One film by its number, looked for among the films known by name only if need be. */
import type { Movie } from '../../domain/movie';
import type { Catalogue } from '../../state/catalogue.svelte';
import type { Problem } from '../../state/contract';

export class MovieById {
  /** The film, once it is there. */
  readonly movie: Movie | undefined = $derived.by(() => this.#catalogue.get(this.#movieId));
  /** Every film is here, and it is none of them. */
  readonly missing: boolean = $derived.by(
    () => this.#catalogue.complete && this.movie === undefined,
  );
  /** Why the second tier could not be searched. */
  problem = $state.raw<Problem | null>(null);

  readonly #catalogue: Catalogue;
  readonly #movieId: number;

  /** To be made while a component is set up. */
  constructor(catalogue: Catalogue, movieId: number) {
    this.#catalogue = catalogue;
    this.#movieId = movieId;
    $effect(() => {
      if (catalogue.ready && !catalogue.complete && this.movie === undefined) void this.look();
    });
  }

  /** Loads the second tier; also to try again after a problem. */
  async look(): Promise<void> {
    this.problem = null;
    const outcome = await this.#catalogue.loadUnrated();
    if (outcome.status === 'failed') this.problem = outcome.problem;
  }
}
