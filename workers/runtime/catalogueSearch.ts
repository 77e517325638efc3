/** @file Search over a catalogue whose tiers are indexed in the background. */
import type { SearchAnswer } from '../recommender.api';
import { yieldToMessages } from './macrotask';
import { TitleIndex, type SearchColumns } from './search';

/** The title index of one open pack. */
export class CatalogueSearch {
  readonly #index = new TitleIndex();
  readonly #whenIdle: () => Promise<void>;
  #indexing: Promise<unknown> = Promise.resolve();
  #isComplete = false;
  #isStopped = false;

  /** @param whenIdle resolves when no request is waiting: indexing never delays one */
  constructor(whenIdle: () => Promise<void>) {
    this.#whenIdle = whenIdle;
  }

  /**
   * Indexes a tier after the tiers before it.
   *
   * @returns resolves when the tier is searchable
   */
  add(columns: SearchColumns, isLast: boolean): Promise<void> {
    const added = this.#indexing.then(async () => {
      const isWhole = await this.#index.add(columns, () => this.#pause());
      this.#isComplete = isLast && isWhole;
    });
    this.#indexing = added;
    return added;
  }

  search(query: string, limit: number): SearchAnswer {
    return { movieIds: this.#index.search(query, limit), complete: this.#isComplete };
  }

  /** Ends indexing, because another pack takes the place of this one. */
  stop(): void {
    this.#isStopped = true;
  }

  async #pause(): Promise<boolean> {
    await yieldToMessages();
    await this.#whenIdle();
    return !this.#isStopped;
  }
}
