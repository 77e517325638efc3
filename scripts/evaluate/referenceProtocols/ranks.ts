/** @file At which place a list has the movies that were held out. */
import type { TrainedSystem } from '../../../models/baselines/system';
import type { History } from '../../../models/dataset/columns';
import { LIST_LENGTH } from '../../../models/metrics/foldInEvaluation';

/** What a system is asked about: a person of the training set. */
export interface KnownPerson {
  /** Row in the training set. */
  readonly user: number;
  /** What they rated there, which a system without a memory of people reads instead. */
  readonly pool: History;
}

type IsCandidate = (movie: number) => boolean;

/** Place of each target among the candidates, 1 for the best. */
export type RankTargets = (
  targets: ArrayLike<number>,
  isCandidate: IsCandidate,
) => Promise<Int32Array>;

/**
 * Ranks the movies for one person, once for however many questions. Equal scores count as better than
 * the target, so that nobody gains from ties.
 *
 * A system that ranks its candidates in a stage of its own is asked for lists; behind the end of a
 * list, a target's place is the one after the longest list.
 */
export async function rankFor(
  system: TrainedSystem,
  { user, pool }: KnownPerson,
): Promise<RankTargets> {
  if (system.recommend && !system.scoresOfUser) {
    return async (targets, isCandidate) => {
      const list = Array.from((await system.recommend?.(pool, LIST_LENGTH, isCandidate)) ?? []);
      return Int32Array.from(targets, (target) => {
        const place = list.indexOf(target);
        return place < 0 ? LIST_LENGTH + 1 : place + 1;
      });
    };
  }
  const scores = await (system.scoresOfUser?.(user) ?? system.scores(pool));
  return (targets, isCandidate) =>
    Promise.resolve(Int32Array.from(targets, (target) => rankOf(scores, target, isCandidate)));
}

/** One plus the number of other candidates whose score is not below the target's; nor is NaN. */
function rankOf(scores: ArrayLike<number>, target: number, isCandidate: IsCandidate): number {
  let rank = 1;
  for (let movie = 0; movie < scores.length; movie++) {
    const isBelow = scores[movie] < scores[target];
    if (!isBelow && movie !== target && isCandidate(movie)) rank++;
  }
  return rank;
}
