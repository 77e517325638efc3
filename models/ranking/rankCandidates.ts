/** @file The order of the second stage. */
import type { Ranking } from './ranker';

/** Retrieved for ranking, at least; more when more results are asked for. */
export const CANDIDATES = 300;

export interface RankedCandidate {
  readonly movie: number;
  readonly score: number;
  readonly stars: number;
}

/** All candidates, best first; ties go to the lower index. */
export function inRankingOrder(
  movies: ArrayLike<number>,
  { scores, stars }: Pick<Ranking, 'scores' | 'stars'>,
): RankedCandidate[] {
  return Array.from(movies, (movie, i) => ({ movie, score: scores[i], stars: stars[i] })).sort(
    (a, b) => b.score - a.score || a.movie - b.movie,
  );
}
