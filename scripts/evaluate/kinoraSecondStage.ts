/** @file The ranking stage of our own model, laid open. */
import { crossBlockNorms, type FeatureImportance } from '../../models/ranking/crossImportance';
import { columnsOf, FEATURE_GROUPS } from '../../models/ranking/featureNames';
import { HEADS, scoreStrength, type NetworkWeights } from '../../models/ranking/network';
import { pairFeatures, prepareUser, type FeatureSource } from '../../models/ranking/pairFeatures';
import { CANDIDATES, inRankingOrder } from '../../models/ranking/rankCandidates';
import type { Ranker } from '../../models/ranking/ranker';
import type { SecondStage } from '../../models/ranking/secondStage';
import { selectTopK } from '../../models/retrieval/topK';
import { foldInAll } from '../../models/towers/closedForm';
import { itemTable } from '../../models/towers/space';
import { dotProducts } from '../../models/towers/dotProducts';

/** @param ranker of the same weights; the caller disposes it */
export function openSecondStage(
  source: FeatureSource,
  ranker: Ranker,
  weights: NetworkWeights,
  genreNames: readonly string[],
): SecondStage {
  const { space } = source;
  const items = itemTable(space);
  return {
    genreNames,
    space,
    crossWeights: crossWeightsOf(weights, genreNames.length),
    candidates: async (history, isAllowed) => {
      const user = prepareUser(source, foldInAll(space, history), history);
      const retrieved = dotProducts(items, user.query);
      const { positions } = selectTopK(retrieved, CANDIDATES, isAllowed);
      const pairs = await pairFeatures(source, user, positions);
      const strength = scoreStrength(weights.logScale, history.movies.length);
      return {
        movies: positions,
        features: pairs.features,
        rankedBy: async (features) => {
          const output = await ranker.correct(features, positions.length);
          const scores = pairs.retrieval.map(
            (retrieval, i) => retrieval + strength * output[i * HEADS],
          );
          return inRankingOrder(positions, { scores, stars: pairs.stars });
        },
      };
    },
  };
}

/** The columns of the single genres, which follow last, are a group of their own here. */
function crossWeightsOf({ cross: [first] }: NetworkWeights, genres: number): FeatureImportance {
  const widths = FEATURE_GROUPS.map((group) => columnsOf(group, 0).length);
  return {
    features: [...FEATURE_GROUPS, 'single genres'],
    norms: crossBlockNorms(first.kernel, [...widths, genres]),
  };
}
