/** @file What to ask a person next, and how well they are known: the learned plan, then adaptively. */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import type { Familiarity } from './familiarity';
import { Knowledge } from './knowledge';
import { byPopularity } from './questions';
import { InformativeQuestions } from './questionsUncertainty';

/** Most rated movies whose scores the meter is about. */
const KNOWN_ABOUT = 2000;

/** What training has learned about asking. */
export interface QuestionModel {
  /** Movies to ask everybody about first, in this order. */
  readonly plan: Int32Array;
  readonly familiarity: Familiarity;
}

/** Training people's ratings, as far as asking needs them. */
export interface Audience {
  /** `[M]` */
  readonly ratingCount: ArrayLike<number>;
  readonly people: number;
}

export class Onboarding {
  readonly #knowledge: Knowledge;
  readonly #plan: Int32Array;
  /** Null for a model without questions. */
  readonly #adaptive: InformativeQuestions | null;

  /** @param questions null for a model that has learned none: it asks nothing, but still measures */
  constructor(block: Block, { ratingCount, people }: Audience, questions: QuestionModel | null) {
    this.#knowledge = new Knowledge(block, byPopularity(ratingCount).subarray(0, KNOWN_ABOUT));
    this.#plan = questions?.plan ?? new Int32Array(0);
    this.#adaptive =
      questions && new InformativeQuestions(block, ratingCount, people, questions.familiarity);
  }

  /** See {@link Knowledge.share}. */
  known(answers: History): number {
    return this.#knowledge.share(answers);
  }

  /**
   * Up to `count` movies to ask about, the most useful first.
   *
   * @param asked every movie shown so far; one that is not in `answers` was not seen by the person
   */
  ask(answers: History, asked: ReadonlySet<MovieIndex>, count: number): MovieIndex[] {
    if (this.#adaptive === null) return [];
    const answered = new Set(answers.movies);
    // Whoever has answered as much as a plan can ask is known better than the plan assumes.
    const planned = answered.size < this.#plan.length ? this.#plan : [];
    const chosen = [...planned].filter((movie) => !asked.has(movie) && !answered.has(movie));
    if (chosen.length >= count) return chosen.slice(0, count);
    const others = this.#adaptive.several(answers, asked, count + chosen.length);
    return [...chosen, ...others.filter((movie) => !chosen.includes(movie))].slice(0, count);
  }
}
