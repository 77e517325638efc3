/**
 * @file Asks about the movie from which most can be learned: the share of its score's variance that
 * is still there under the posterior, times the probability that the person has seen it.
 *
 * The variance itself would ask about the longest embeddings, which are the most popular movies, once
 * more: measured, it is no better than asking in the order of popularity (`docs/training.md`).
 */
import type { History } from '../dataset/columns';
import type { MovieIndex } from '../shapes';
import type { Block } from '../towers/block';
import { unobservedWeightOf } from '../towers/foldInLoss';
import {
  familiarityFeatures,
  popularityLogOdds,
  scoreOf,
  seenProbability,
  watcherEmbedding,
  type Familiarity,
} from './familiarity';
import { Posterior } from './posterior';
import { byPopularity, type QuestionStrategy } from './questions';

/** Movies that may be asked about: beyond them almost nobody has seen one. */
const CANDIDATES = 400;

export class InformativeQuestions implements QuestionStrategy {
  readonly #block: Block;
  readonly #familiarity: Familiarity;
  readonly #candidates: Int32Array;
  readonly #logOdds: Float64Array;
  /** Variance of each candidate's score for somebody of whom nothing is known. */
  readonly #priorVariances: Float64Array;
  /** Of the last history: it stays while a person knows none of the movies shown. */
  #last: { history: History; posterior: Posterior; variances: Float64Array } | null = null;

  /**
   * @param block the embedding whose uncertainty is to fall
   * @param ratingCount `[M]` ratings of each movie by `people` training people
   */
  constructor(
    block: Block,
    ratingCount: ArrayLike<number>,
    people: number,
    familiarity: Familiarity,
  ) {
    this.#block = block;
    this.#familiarity = familiarity;
    this.#candidates = byPopularity(ratingCount).subarray(0, CANDIDATES);
    this.#logOdds = popularityLogOdds(ratingCount, this.#candidates, people);
    const prior = new Posterior(block, { movies: new Int32Array(0), halfStars: [] });
    this.#priorVariances = Float64Array.from(this.#candidates, (movie) => prior.variance(movie));
  }

  next(answers: History, asked: ReadonlySet<MovieIndex>): MovieIndex | null {
    return this.several(answers, asked, 1)[0] ?? null;
  }

  /**
   * Up to `count` movies to ask about at once, best first: each is chosen as if those before it were
   * answered, so that they do not all ask the same thing.
   */
  several(answers: History, asked: ReadonlySet<MovieIndex>, count: number): MovieIndex[] {
    const answered = new Set(answers.movies);
    const unseen = [...asked].filter((movie) => !answered.has(movie));
    const { posterior, variances } = this.#knowledge(answers);
    const left = variances.slice();
    const value = (i: number): number =>
      this.#priorVariances[i] > 0 ? (seen[i] * left[i]) / this.#priorVariances[i] : 0;
    const seen = this.#seen(answers.movies, unseen);
    const open = new Set<number>();
    this.#candidates.forEach((movie, i) => {
      if (!asked.has(movie) && !answered.has(movie)) open.add(i);
    });
    const chosen: MovieIndex[] = [];
    while (chosen.length < count && open.size > 0) {
      const best = [...open].reduce((a, b) => (value(b) > value(a) ? b : a));
      open.delete(best);
      chosen.push(this.#candidates[best]);
      if (chosen.length < count) this.#answer(posterior, best, answers.movies.length, left);
    }
    return chosen;
  }

  #knowledge(history: History): { posterior: Posterior; variances: Float64Array } {
    if (this.#last?.history === history) return this.#last;
    const posterior = new Posterior(this.#block, history);
    const variances = Float64Array.from(this.#candidates, (movie) => posterior.variance(movie));
    this.#last = { history, posterior, variances };
    return this.#last;
  }

  #seen(answered: Int32Array, unseen: readonly MovieIndex[]): Float64Array {
    const watcher = watcherEmbedding(this.#block, answered, unseen);
    return Float64Array.from(this.#candidates, (movie, i) => {
      const score = scoreOf(this.#block, watcher, movie);
      const features = familiarityFeatures(this.#logOdds[i], score, answered.length, unseen.length);
      return seenProbability(this.#familiarity, features);
    });
  }

  /**
   * Takes off every variance what an answer about one candidate explains of it. Later ones of a batch
   * are measured against the posterior before it, which overstates what they explain by little.
   */
  #answer(posterior: Posterior, candidate: number, ratings: number, left: Float64Array): void {
    const direction = posterior.direction(this.#candidates[candidate]);
    const weight = 1 - unobservedWeightOf(this.#block.loss, ratings);
    const own = scoreOf(this.#block, direction, this.#candidates[candidate]);
    this.#candidates.forEach((movie, i) => {
      const covariance = scoreOf(this.#block, direction, movie);
      left[i] = Math.max(0, left[i] - (weight * covariance ** 2) / (1 + weight * own));
    });
  }
}
