/** @file From what retrieval found to the order of a list, through as many stages as were asked for. */
import type { RecommendOptions } from '../answers';
import { CANDIDATES, inRankingOrder, type RankedCandidate } from '../ranking/rankCandidates';
import type { PreparedUser } from '../ranking/pairFeatures';
import type { Ranker } from '../ranking/ranker';
import { withTail } from '../ranking/tail';
import type { TopK } from '../retrieval/topK';
import { NEUTRAL_DIALS } from './dials';
import { rerank, type RerankingFacts } from './rerank';

/**
 * What was found, best first, with predicted stars.
 *
 * @param places of the list: the first of them are what the dials turn
 */
export async function orderFound(
  { positions, scores }: TopK,
  user: PreparedUser,
  ranker: Ranker,
  facts: RerankingFacts,
  places: number,
  { stage = 'reranking', dials = NEUTRAL_DIALS, diversityMethod, system }: RecommendOptions,
): Promise<readonly RankedCandidate[]> {
  const ranking = await ranker.rank(user, positions);
  const retrieved = Array.from(positions, (movie, rank) => ({
    movie,
    score: scores[rank],
    stars: ranking.stars[rank],
  }));
  if (system || stage === 'retrieval') return retrieved;
  const ranked = inRankingOrder(positions.subarray(0, CANDIDATES), ranking);
  const list = { dials, diversityMethod, history: user.history, places };
  const order = stage === 'ranking' ? ranked : rerank(ranked, facts, list);
  return withTail(order, retrieved);
}
