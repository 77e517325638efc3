/** @file The second stage: orders retrieved candidates by retrieval score and predicted stars. */
import type { TopK } from '../retrieval/topK';

/** Retrieved for ranking, at least; more when more results are asked for. */
export const CANDIDATES = 400;

export interface RankedCandidate {
  readonly movie: number;
  readonly score: number;
  readonly stars: number;
}

export interface RankingWeights {
  /** Mean of all ratings, in stars: the neutral prediction. */
  readonly mean: number;
  /** Points of score for one predicted star above the mean. */
  readonly starsWeight: number;
}

/** What predicted stars add to the ranking score. */
export function starsTerm({ mean, starsWeight }: RankingWeights, stars: number): number {
  return starsWeight * (stars - mean);
}

/** All candidates, best first; ties go to the lower index. */
export function rankCandidates(
  candidates: TopK,
  stars: Float32Array,
  weights: RankingWeights,
): RankedCandidate[] {
  return Array.from(candidates.positions, (movie, rank) => ({
    movie,
    stars: stars[rank],
    score: candidates.scores[rank] + starsTerm(weights, stars[rank]),
  })).sort((a, b) => b.score - a.score || a.movie - b.movie);
}
