/**
 * @file Lets the cards of a row glide to their new places. Nothing is measured while they move: all
 * cards of a row have the same width, so a place is a number of strides, and the browser need not lay
 * the page out in the middle of an update.
 */
import type { Attachment } from 'svelte/attachments';

type Key = number | string;

/** What part of a row is in sight, in strides from its beginning. */
export interface RowWindow {
  /** From one card to the next, in pixels. */
  readonly stridePx: number;
  readonly first: number;
  readonly count: number;
}

export class RowGlide {
  readonly #cards = new Map<Key, HTMLElement>();
  #places = new Map<Key, number>();

  /** Makes the card of a key known as long as it is on the page. */
  card(key: Key): Attachment<HTMLElement> {
    return (element) => {
      this.#cards.set(key, element);
      return () => {
        if (this.#cards.get(key) === element) this.#cards.delete(key);
      };
    };
  }

  /**
   * Takes over a new order, and starts the cards that moved into, out of or within sight from where
   * they were. A duration of 0 moves them at once.
   */
  settle(keys: readonly Key[], row: RowWindow, durationMs: number): void {
    const before = this.#places;
    this.#places = new Map(keys.map((key, place) => [key, place]));
    if (durationMs === 0 || row.stridePx === 0) return;
    const inSight = (place: number): boolean => place >= row.first && place < row.first + row.count;
    for (const [key, place] of this.#places) {
      const old = before.get(key);
      if (old === undefined || old === place || !(inSight(old) || inSight(place))) continue;
      const from = `translateX(${(old - place) * row.stridePx}px)`;
      this.#cards.get(key)?.animate([{ transform: from }, { transform: 'none' }], {
        duration: durationMs,
        easing: 'ease-out',
      });
    }
  }
}
