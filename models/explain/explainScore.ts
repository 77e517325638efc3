/** @file A ranking score, taken apart into what caused it. */
import type { ScoreExplanation } from '../answers';
import type { History } from '../dataset/columns';
import type { MovieIds } from '../pack/movieIds';
import { scoreStrength, type NetworkWeights } from '../ranking/network';
import { pairFeatures, type FeatureSource, type PreparedUser } from '../ranking/pairFeatures';
import type { Ranker } from '../ranking/ranker';
import { contextScore, priorWeight } from '../towers/space';
import { ContributionSplitter } from './contributions';
import { groupContributions } from './groups';

/** What ranked the movie. */
export interface ScoredBy {
  readonly source: FeatureSource;
  readonly ranker: Ranker;
  readonly weights: NetworkWeights;
}

/** Whom it was ranked for. */
export interface ScoredFor {
  readonly history: History;
  /** `[Σ D]` */
  readonly vector: Float32Array;
  readonly prepared: PreparedUser;
}

/** Splits the ranking score of one movie; the parts sum to it. */
export async function explainScore(
  { source, ranker, weights }: ScoredBy,
  { history, vector, prepared }: ScoredFor,
  movie: number,
  movies: MovieIds,
): Promise<ScoreExplanation> {
  const { space } = source;
  const parts = new ContributionSplitter(space, vector, history).contributions(movie);
  const pair = await pairFeatures(source, prepared, [movie]);
  const { stars } = await ranker.rank(prepared, [movie]);
  const groups = await groupContributions(
    (features, rows) => ranker.correct(features, rows),
    pair.features,
    weights.featureMean,
    source.traits.genreCount,
    scoreStrength(weights.logScale, history.movies.length),
  );
  const ratings = Array.from(parts, (contribution, h) => ({
    movieId: movies.idOf(history.movies[h]),
    halfStars: history.halfStars[h],
    contribution,
  })).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const popularity =
    priorWeight(space.prior, history.movies.length) * space.prior.popularity[movie] +
    contextScore(space, prepared.query, movie);
  const fromRatings = ratings.reduce((sum, { contribution }) => sum + contribution, 0);
  const fromRanker = groups.reduce((sum, { contribution }) => sum + contribution, 0);
  const score = fromRatings + popularity + fromRanker;
  return { movieId: movies.idOf(movie), score, stars: stars[0], ratings, popularity, groups };
}
