/** @file Moves the person's marker smoothly from place to place. */
import { cubicInOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';
import type { Place } from './projection';

const GLIDE_MS = 900;

export class Glide {
  readonly #tween = new Tween<Place>({ x: 0, y: 0 }, { easing: cubicInOut });
  #placed = $state(false);

  /** Where the marker is now; null while there is nothing to mark. */
  get place(): Place | null {
    return this.#placed ? this.#tween.current : null;
  }

  /** The first place is taken at once, and every one where motion is reduced. */
  moveTo(place: Place | null): void {
    if (place !== null) {
      const isAtOnce = !this.#placed || prefersReducedMotion.current;
      void this.#tween.set({ x: place.x, y: place.y }, { duration: isAtOnce ? 0 : GLIDE_MS });
    }
    this.#placed = place !== null;
  }
}
