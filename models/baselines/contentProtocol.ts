/**
 * @file Precision and recall as the document with the content-based model reports them: single ratings
 * are held out, everybody stays known, and only people with more than twenty training ratings count.
 *
 * What the document leaves open is settled so: every held-out rating is relevant, whatever its height;
 * movies of the training part are left out of the lists; both figures are means over people.
 */
import type { History, Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { selectTopK } from '../retrieval/topK';
import { listOf } from './lists';
import type { TrainedSystem } from './system';

/** People count who have rated more than this in training. */
const TOO_FEW_RATINGS = 20;

/** Held-out ratings, parallel columns; users are rows of the training part. */
export interface HeldOutPairs {
  readonly users: Int32Array;
  readonly movies: Int32Array;
}

export interface PrecisionAndRecall {
  readonly k: number;
  /** Share of the `k` recommended movies that were rated. */
  readonly precision: number;
  /** Share of the held-out movies that were recommended; not capped at `k`. */
  readonly recall: number;
}

type AskedSystem = Pick<TrainedSystem, 'recommend' | 'scores' | 'scoresOfUser'>;

/** Means over the people who count and have something held out; NaN when nobody does. */
export async function precisionAndRecall(
  system: AskedSystem,
  training: Interactions,
  heldOut: HeldOutPairs,
  cutoffs: readonly number[],
): Promise<PrecisionAndRecall[]> {
  const targets = groupByUser(heldOut);
  const totals = cutoffs.map((k) => ({ k, precision: 0, recall: 0 }));
  let people = 0;
  for (const [user, relevant] of targets) {
    const history = historyOf(training, user);
    if (history.movies.length <= TOO_FEW_RATINGS) continue;
    const list = await unratedList(system, user, history, Math.max(...cutoffs));
    for (const total of totals) {
      const hits = list.slice(0, total.k).filter((movie) => relevant.has(movie)).length;
      total.precision += hits / total.k;
      total.recall += hits / relevant.size;
    }
    people++;
  }
  return totals.map(({ k, precision, recall }) => ({
    k,
    precision: precision / people,
    recall: recall / people,
  }));
}

/** The `k` best movies that the person has not rated; of a system that knows its people, for them. */
async function unratedList(
  system: AskedSystem,
  user: number,
  history: History,
  k: number,
): Promise<number[]> {
  const known = new Set(history.movies);
  const isNew = (movie: number): boolean => !known.has(movie);
  const scores = await system.scoresOfUser?.(user);
  return Array.from(
    scores ? selectTopK(scores, k, isNew).positions : await listOf(system, history, k, isNew),
  );
}

function groupByUser({ users, movies }: HeldOutPairs): Map<number, Set<number>> {
  const groups = new Map<number, Set<number>>();
  users.forEach((user, e) => {
    const group = groups.get(user) ?? new Set();
    groups.set(user, group.add(movies[e]));
  });
  return groups;
}
