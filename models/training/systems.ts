/** @file A trained model as systems under test: retrieval alone, and retrieval with ranking. */
import { scoringSystem, type RecommendingSystem } from '../metrics/foldInEvaluation';
import { prepareUser, type FeatureSource } from '../ranking/pairFeatures';
import { CANDIDATES, inRankingOrder } from '../ranking/rankCandidates';
import type { Ranker } from '../ranking/ranker';
import { selectTopK } from '../retrieval/topK';
import { foldInAll } from '../towers/closedForm';
import { dotProducts } from '../towers/dotProducts';
import { itemTable, type TwoTowerSpace } from '../towers/space';
import { scoresIn } from './scoresIn';

/** Retrieval alone. */
export function retrievalSystem(name: string, space: TwoTowerSpace): RecommendingSystem {
  return scoringSystem(name, scoresIn(space));
}

/** Retrieval, then ranking of the candidates: what a person sees. */
export function rankingSystem(
  name: string,
  source: FeatureSource,
  ranker: Ranker,
): RecommendingSystem {
  const items = itemTable(source.space);
  return {
    name,
    recommend: async (history, k, isAllowed) => {
      const user = prepareUser(source, foldInAll(source.space, history), history);
      const scores = dotProducts(items, user.query);
      const { positions } = selectTopK(scores, Math.max(k, CANDIDATES), isAllowed);
      return inRankingOrder(positions, await ranker.rank(user, positions))
        .slice(0, k)
        .map(({ movie }) => movie);
    },
  };
}
