/**
 * @file The row of films to begin with: what was rated stays for a moment, so that a slip can be put
 * right, and then makes room for the next.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Movie } from '../../domain/movie';

/** How long a rated film stays, counted from the last change of its rating. */
const LINGER_MS = 1400;

export interface StarterQueueOptions {
  /** All of them, in the order to ask about them. */
  readonly movies: () => readonly Movie[];
  /** Rated before or in another place, or not wanted: not to be asked about. */
  readonly isSettled: (movieId: number) => boolean;
  /** Whether somebody is at this film with the keyboard, so that it must not go yet. */
  readonly isHeld: (movieId: number) => boolean;
  /** Films in the row. */
  readonly length: number;
}

export class StarterQueue {
  readonly #options: StarterQueueOptions;
  readonly #skipped = new SvelteSet<number>();
  /** Rated in this row and still shown, with what makes them go. */
  readonly #lingering = new SvelteMap<number, ReturnType<typeof setTimeout>>();

  /** The films in the row now. */
  readonly shown: readonly Movie[] = $derived.by(() => {
    const { movies, isSettled, length } = this.#options;
    const open = movies().filter(
      ({ id }) => this.#lingering.has(id) || !(this.#skipped.has(id) || isSettled(id)),
    );
    return open.slice(0, length);
  });

  constructor(options: StarterQueueOptions) {
    this.#options = options;
  }

  /** A film of the row was rated: it goes in a moment. A change of the rating starts the moment anew. */
  rated(movieId: number): void {
    clearTimeout(this.#lingering.get(movieId));
    this.#lingering.set(
      movieId,
      setTimeout(() => this.#release(movieId), LINGER_MS),
    );
  }

  /** The film was not seen: it goes at once and does not come back in this visit. */
  skip(movieId: number): void {
    this.#skipped.add(movieId);
  }

  /** The films that were not seen. */
  get skipped(): readonly number[] {
    return [...this.#skipped];
  }

  /** Forgets the timers. */
  stop(): void {
    for (const timer of this.#lingering.values()) clearTimeout(timer);
    this.#lingering.clear();
  }

  #release(movieId: number): void {
    if (this.#options.isHeld(movieId)) this.rated(movieId);
    else this.#lingering.delete(movieId);
  }
}
