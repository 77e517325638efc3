/** @file Top-k quality of a system on held-out people after `n` given ratings. */
import type { History } from '../dataset/columns';
import { selectTopK } from '../retrieval/topK';
import { given, type HeldOutPerson } from './foldInProtocol';
import { hitRateAt, hitsOf, ndcgAt, recallAt } from './topK';

/** Everything is given. */
export const ALL_RATINGS = Number.POSITIVE_INFINITY;

/** Longest list that any metric looks at. */
export const LIST_LENGTH = 100;

/** A system under test: a list of movie indices for one history, best first, `isAllowed` only. */
export interface RecommendingSystem {
  readonly name: string;
  recommend(
    history: History,
    k: number,
    isAllowed: (movie: number) => boolean,
  ): Promise<ArrayLike<number>>;
}

/** Metrics of one person. */
export interface TopKMetrics {
  readonly ndcg100: number;
  readonly ndcg10: number;
  readonly recall20: number;
  readonly recall50: number;
  readonly hitRate10: number;
}

/** A system that scores every movie. */
export function scoringSystem(
  name: string,
  scores: (history: History) => ArrayLike<number>,
): RecommendingSystem {
  return {
    name,
    recommend: (history, k, isAllowed) =>
      Promise.resolve(selectTopK(scores(history), k, isAllowed).positions),
  };
}

/**
 * Metrics of one person under P2; the whole pool is left out of the list, however much of it is
 * given. Null for a person without targets, who says nothing about quality.
 */
export async function evaluatePerson(
  system: RecommendingSystem,
  person: HeldOutPerson,
  n: number,
): Promise<TopKMetrics | null> {
  const { targets, pool } = person;
  if (targets.size === 0) return null;
  const known = new Set(pool.movies);
  const list = await system.recommend(given(person, n), LIST_LENGTH, (movie) => !known.has(movie));
  return topKMetrics(list, targets);
}

/** Metrics of one list; a list may be shorter than the metrics look. */
export function topKMetrics(list: ArrayLike<number>, targets: ReadonlySet<number>): TopKMetrics {
  const hits = hitsOf(list, targets, LIST_LENGTH);
  return {
    ndcg100: ndcgAt(100, hits, targets.size),
    ndcg10: ndcgAt(10, hits, targets.size),
    recall20: recallAt(20, hits, targets.size),
    recall50: recallAt(50, hits, targets.size),
    hitRate10: hitRateAt(10, hits),
  };
}

/** Mean over the people who have targets. */
export async function meanNdcg100(
  system: RecommendingSystem,
  people: readonly HeldOutPerson[],
  n: number,
): Promise<number> {
  let sum = 0;
  let count = 0;
  for (const person of people) {
    const metrics = await evaluatePerson(system, person, n);
    if (!metrics) continue;
    sum += metrics.ndcg100;
    count++;
  }
  return sum / count;
}
