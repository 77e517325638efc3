/** @file The list of a trained system, whether it ranks in a stage of its own or scores every movie. */
import type { History } from '../dataset/columns';
import { selectTopK } from '../retrieval/topK';
import type { TrainedSystem } from './system';

/** The `k` best movies of those allowed, best first, for a person never seen in training. */
export async function listOf(
  system: Pick<TrainedSystem, 'recommend' | 'scores'>,
  history: History,
  k: number,
  isAllowed: (movie: number) => boolean,
): Promise<ArrayLike<number>> {
  if (system.recommend) return system.recommend(history, k, isAllowed);
  return selectTopK(await system.scores(history), k, isAllowed).positions;
}
