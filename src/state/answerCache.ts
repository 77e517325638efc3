/** @file Remembers answers; what failed or was dropped is asked again. */
import type { Outcome } from '../client/outcome';

export class AnswerCache<T> {
  readonly #answers = new Map<string, Promise<Outcome<T>>>();

  get(key: string, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const asked = ask();
    this.#answers.set(key, asked);
    void asked.then((outcome) => {
      if (outcome.status !== 'done' && this.#answers.get(key) === asked) this.#answers.delete(key);
    });
    return asked;
  }

  clear(): void {
    this.#answers.clear();
  }
}
