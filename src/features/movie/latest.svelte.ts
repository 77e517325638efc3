/** @file An answer that is asked for again when what it depends on changes; the old one stays till then. */
import type { Outcome, Problem } from '../../state/contract';

export class Latest<T> {
  /** The last answer; null before the first. */
  value = $state.raw<T | null>(null);
  /** Why the newest question was not answered; null when it was. */
  problem = $state.raw<Problem | null>(null);

  readonly #ask: () => Promise<Outcome<T>>;
  #newest = 0;

  /**
   * To be made while a component is set up.
   * @param ask reads the state it depends on before it awaits anything
   */
  constructor(ask: () => Promise<Outcome<T>>) {
    this.#ask = ask;
    $effect(() => {
      void this.#follow(this.#ask());
    });
  }

  async #follow(asked: Promise<Outcome<T>>): Promise<void> {
    this.#newest += 1;
    const mine = this.#newest;
    const outcome = await asked;
    if (mine !== this.#newest || outcome.status === 'dropped') return;
    this.problem = outcome.status === 'failed' ? outcome.problem : null;
    if (outcome.status === 'done') this.value = outcome.value;
  }
}
