/**
 * @file The entries as the page shows them: the stored ones, and on top of them the changes that are
 * being written. A choice is visible at once, and a live query that answers from before its commit
 * cannot make it flicker.
 */
import { SvelteMap } from 'svelte/reactivity';
import { entriesById, patched, type Entry, type EntryPatch } from '../db/entry';
import { WritesUnderWay } from './writesUnderWay';

const FIELDS = ['halfStars', 'ratedAt', 'watchlistedAt', 'hiddenAt', 'updatedAt', 'note'] as const;

export class EntryView {
  readonly #visible = new SvelteMap<number, Entry>();
  readonly #writing = new WritesUnderWay();

  get(movieId: number): Entry | undefined {
    return this.#visible.get(movieId);
  }

  all(): Entry[] {
    return [...this.#visible.values()];
  }

  /** Shows a change while it is written. */
  begin(movieId: number, patch: EntryPatch, now: number): void {
    this.#writing.begin(movieId);
    this.#show(movieId, patched(this.get(movieId) ?? null, movieId, patch, now));
  }

  /** Shows what is stored now; but only the last of several writes of a movie decides. */
  end(movieId: number, stored: Entry | null): void {
    if (this.#writing.end(movieId)) this.#show(movieId, stored);
  }

  /** Shows everything that is stored, except where a write is under way. */
  adopt(entries: readonly Entry[]): void {
    const stored = entriesById(entries);
    for (const movieId of [...this.#visible.keys(), ...stored.keys()]) {
      if (!this.#writing.has(movieId)) this.#show(movieId, stored.get(movieId) ?? null);
    }
  }

  clear(): void {
    this.#visible.clear();
  }

  #show(movieId: number, entry: Entry | null): void {
    const shown = this.#visible.get(movieId);
    if (entry === null) this.#visible.delete(movieId);
    else if (shown === undefined || FIELDS.some((field) => shown[field] !== entry[field])) {
      this.#visible.set(movieId, entry);
    }
  }
}
