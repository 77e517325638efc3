/** @file A trained model as systems under test: retrieval alone, and retrieval with ranking. */
import type { RecommendingSystem } from '../metrics/foldInEvaluation';
import { scoringSystem } from '../metrics/foldInEvaluation';
import { prepareUser, type FeatureSource } from '../ranking/pairFeatures';
import { CANDIDATES, inRankingOrder } from '../ranking/rankCandidates';
import type { Ranker } from '../ranking/ranker';
import { selectTopK } from '../retrieval/topK';
import { foldInAll } from '../towers/closedForm';
import { itemTable, queryOf, type TwoTowerSpace } from '../towers/space';
import { retrievalScores } from './retrievalScores';

/** Retrieval alone. */
export function retrievalSystem(name: string, space: TwoTowerSpace): RecommendingSystem {
  const items = itemTable(space);
  return scoringSystem(name, (history) => {
    const user = foldInAll(space, history);
    const query = queryOf(space, user, history.movies.length, history.context);
    return retrievalScores(query, items);
  });
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
      const user = foldInAll(source.space, history);
      const query = queryOf(source.space, user, history.movies.length, history.context);
      const found = selectTopK(retrievalScores(query, items), Math.max(k, CANDIDATES), isAllowed);
      const ranking = await ranker.rank(prepareUser(source, user, history), found.positions);
      return inRankingOrder(found.positions, ranking)
        .slice(0, k)
        .map(({ movie }) => movie);
    },
  };
}
