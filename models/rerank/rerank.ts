/**
 * @file Re-ranking: the ranked candidates in the order that a person's dials ask for.
 *
 * Relevance is the ranking score standardised over the candidates, so that a dial means the same
 * however the ranker scales its scores. The popularity dial shifts it, diversity and calibration add
 * what a candidate would do for the list as filled so far.
 */
import type { History } from '../dataset/columns';
import { genreDistribution } from '../metrics/beyondAccuracy';
import { standardized } from '../towers/space';
import { DeterminantalPointProcess } from './determinantalPointProcess';
import type { Dials, DiversityMethod } from './dials';
import { directionsOf, type MovieBlocks } from './directions';
import { GenreCalibration } from './genreCalibration';
import { MaximalMarginalRelevance } from './maximalMarginalRelevance';
import { shiftedByPopularity } from './popularityShift';
import { selectGreedily, type ListTerm } from './selectGreedily';

/**
 * Weights with a dial at its end, in points of relevance: standard deviations of the candidates' scores.
 * Chosen on validation people (docs/training.md) so that the end of a dial costs about a tenth of
 * NDCG@20 of retrieval; both methods of diversity are then equally varied there.
 */
const FULL_DIVERSITY: Readonly<Record<DiversityMethod, number>> = { mmr: 8, dpp: 4 };
const FULL_CALIBRATION = 2;

/** Places that are filled one by one; those behind follow by relevance. */
const PLACES = 100;

/** What the dials know about the movies, by movie index. */
export interface RerankingFacts {
  readonly space: MovieBlocks;
  /** `[M]` bit masks */
  readonly genres: Int32Array;
  /** `[M]` */
  readonly ratingCount: Int32Array;
}

export interface RerankingOptions {
  readonly dials: Dials;
  /** Default: `mmr`, the more accurate of the two for the same variety. */
  readonly diversityMethod?: DiversityMethod;
  /** The person's ratings, for calibration. */
  readonly history: History;
  /** Places that matter; at most {@link PLACES} are filled one by one. */
  readonly places: number;
}

/**
 * All candidates in the order of the dials; the given order with neutral dials.
 *
 * @param candidates best first
 */
export function rerank<C extends { readonly movie: number; readonly score: number }>(
  candidates: readonly C[],
  facts: RerankingFacts,
  { dials, diversityMethod = 'mmr', history, places }: RerankingOptions,
): readonly C[] {
  const { diversity, calibration, popularity } = dials;
  if (diversity === 0 && calibration === 0 && popularity === 0) return candidates;
  const movies = Int32Array.from(candidates, ({ movie }) => movie);
  const relevance = shiftedByPopularity(
    Float64Array.from(standardized(candidates.map(({ score }) => score))),
    movies.map((movie) => facts.ratingCount[movie]),
    popularity,
  );
  const terms: ListTerm[] = [];
  if (diversity > 0) {
    const directions = directionsOf(facts.space, movies);
    const weight = diversity * FULL_DIVERSITY[diversityMethod];
    const Term = diversityMethod === 'mmr' ? MaximalMarginalRelevance : DeterminantalPointProcess;
    terms.push(new Term(directions, weight));
  }
  if (calibration > 0) {
    const masks = movies.map((movie) => facts.genres[movie]);
    const wanted = genreDistribution(facts.genres, history.movies, history.halfStars);
    terms.push(new GenreCalibration(masks, wanted, calibration * FULL_CALIBRATION));
  }
  const order = selectGreedily(relevance, terms, Math.min(places, PLACES));
  return order.map((candidate) => candidates[candidate]);
}
