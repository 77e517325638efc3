/** @file A trained model as systems under test: retrieval alone, and retrieval with ranking. */
import type { History } from '../dataset/columns';
import type { RecommendingSystem } from '../metrics/foldInEvaluation';
import { scoringSystem } from '../metrics/foldInEvaluation';
import { prepareUser } from '../ranking/pairFeatures';
import type { StarRanker } from '../ranking/starRanker';
import { CANDIDATES, rankCandidates } from '../ranking/rankCandidates';
import { selectTopK, type TopK } from '../retrieval/topK';
import { foldInAll } from '../towers/closedForm';
import { itemTable, queryOf, type TwoTowerSpace } from '../towers/space';
import { featureSourceOf, spaceOf, type TrainedModel } from './trainedModel';

/** Retrieval score of every movie, `[M]`, for the exact embedding of a history. */
export function retrievalScores(
  space: TwoTowerSpace,
  items: Float32Array,
  user: Float32Array,
  ratings: number,
): Float32Array {
  const query = queryOf(space, user, ratings);
  const width = space.queryDimensions;
  const scores = new Float32Array(space.movieCount);
  for (let movie = 0; movie < scores.length; movie++) {
    let dot = 0;
    for (let i = 0; i < width; i++) dot += query[i] * items[movie * width + i];
    scores[movie] = dot;
  }
  return scores;
}

/** Retrieval alone. */
export function retrievalSystem(
  name: string,
  model: Pick<TrainedModel, 'blocks' | 'prior'>,
): RecommendingSystem {
  const space = spaceOf(model);
  const items = itemTable(space);
  return scoringSystem(name, (history) =>
    retrievalScores(space, items, foldInAll(space, history), history.movies.length),
  );
}

/** Retrieval, then ranking of the candidates: what a person sees. */
export function rankingSystem(
  name: string,
  model: TrainedModel,
  ranker: StarRanker,
): RecommendingSystem {
  const source = featureSourceOf(model);
  const items = itemTable(source.space);
  const retrieve = (
    user: Float32Array,
    history: History,
    k: number,
    isAllowed: (movie: number) => boolean,
  ): TopK => {
    const scores = retrievalScores(source.space, items, user, history.movies.length);
    return selectTopK(scores, k, isAllowed);
  };
  return {
    name,
    recommend: async (history, k, isAllowed) => {
      const user = foldInAll(source.space, history);
      const found = retrieve(user, history, Math.max(k, CANDIDATES), isAllowed);
      const stars = await ranker.predict(prepareUser(source, user, history), found.positions);
      const ranked = rankCandidates(found, stars, {
        mean: model.bias.mean,
        starsWeight: model.ranker.starsWeight,
      });
      return ranked.slice(0, k).map(({ movie }) => movie);
    },
  };
}
