/**
 * @file What the ranker learns from: for people that the retrieval model has not seen, a history cut in
 * two, the movies that retrieval finds for the first part, and what the second part says of them.
 *
 * Histories are cut at random, so that the network meets people who have rated one movie as well as
 * people who have rated hundreds. As in the evaluation, what somebody knows besides what they have
 * rated is on no list: with it among the likes, the network learns to name what everybody knows.
 */
import type { History, Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import type { Random } from '../dataset/random';
import { featureCount } from '../ranking/featureNames';
import { pairFeatures, prepareUser, type FeatureSource } from '../ranking/pairFeatures';
import { scoreShare } from '../ranking/network';
import { selectTopK } from '../retrieval/topK';
import { LIKED_FROM_HALF_STARS, starsOf, type HalfStars } from '../shapes';
import { foldInAll } from '../towers/closedForm';
import { CURVE_RATINGS, knotWeights } from '../towers/curve';
import { itemTable, queryOf } from '../towers/space';
import { retrievalScores } from './retrievalScores';

/** Retrieved movies from which the rows of a list are drawn. */
const RETRIEVED = 300;
/** Retrieved movies in one list: the relevant ones among them, and others drawn at random. */
export const LISTED = 128;
const MOST_RELEVANT = 48;
/** Rated movies of one list, for the stars. */
export const RATED = 24;
export const LIST_ROWS = LISTED + RATED;

/** Retrieval score of an empty row of a list. */
const NEVER = -1e6;

/** Share of a history that is known, as in the evaluation. */
const POOL_SHARE = 0.8;
/** Share of cuts that give the whole pool. */
const WHOLE_POOL_SHARE = 0.35;
/** The other cuts give up to this many ratings, log-uniformly. */
const MAX_SHORT_CUT = 200;

/** Lists of `LIST_ROWS` rows each: first the listed movies, then the rated ones. */
export interface RankerLists {
  readonly lists: number;
  /** `F` */
  readonly width: number;
  /** `[lists, LIST_ROWS, F]` */
  readonly features: Float32Array;
  /** `[lists, LISTED]` retrieval scores. */
  readonly retrieval: Float32Array;
  /** `[lists, LISTED]` share of each relevant movie among those of its list; all zeros without one. */
  readonly relevance: Float32Array;
  /** `[lists]` share of the network's correction in a score. */
  readonly share: Float32Array;
  /** `[lists, knots]` weights of the knots of a curve over the ratings given. */
  readonly knots: Float32Array;
  /** `[lists, RATED]` stars given less stars predicted. */
  readonly residual: Float32Array;
  /** `[lists, RATED]` 1 for a rating, 0 for an empty row. */
  readonly isRated: Float32Array;
}

/** Room for some lists. */
export function emptyLists(lists: number, width: number): RankerLists {
  return {
    lists,
    width,
    features: new Float32Array(lists * LIST_ROWS * width),
    retrieval: new Float32Array(lists * LISTED),
    relevance: new Float32Array(lists * LISTED),
    share: new Float32Array(lists),
    knots: new Float32Array(lists * CURVE_RATINGS.length),
    residual: new Float32Array(lists * RATED),
    isRated: new Float32Array(lists * RATED),
  };
}

/** A history as the evaluation cuts it: the whole pool is known, some of it is given. */
export interface CutHistory {
  readonly given: History;
  /** Everything that is left out of the list, the given movies among it. */
  readonly known: ReadonlySet<number>;
  readonly rest: History;
}

/** Cuts a history: the pool, the part of it that the person gave, and what is to be predicted. */
export function cutHistory(history: History, random: Random): CutHistory {
  const size = history.movies.length;
  const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i));
  const pool = Math.floor(POOL_SHARE * size);
  const short = Math.floor(Math.exp(random.next() * Math.log1p(MAX_SHORT_CUT)) - 1 + random.next());
  const cut = random.next() < WHOLE_POOL_SHARE ? pool : Math.min(pool, short);
  const pick = (rows: Int32Array): History => ({
    movies: rows.map((row) => history.movies[row]),
    halfStars: Uint8Array.from(rows, (row) => history.halfStars[row]),
  });
  return {
    given: pick(order.slice(0, cut).sort()),
    known: new Set(order.subarray(0, pool).map((row) => history.movies[row])),
    rest: pick(order.slice(pool)),
  };
}

/**
 * Writes one list for each of `people` into `into`, from list `first` on.
 *
 * @param source of a model that has not seen these people
 * @param relevantFrom ratings from here on are what a list is to find; default: likes
 */
export async function writeLists(
  source: FeatureSource,
  interactions: Interactions,
  people: Int32Array,
  random: Random,
  into: RankerLists,
  first: number,
  relevantFrom: HalfStars = LIKED_FROM_HALF_STARS,
): Promise<void> {
  const items = itemTable(source.space);
  for (const [i, person] of people.entries()) {
    const cut = cutHistory(historyOf(interactions, person), random);
    const isRelevant = (halfStars: HalfStars): boolean => halfStars >= relevantFrom;
    await writeList(source, items, cut, isRelevant, random, into, first + i);
  }
}

/** Width of the features of a source. */
export function widthOf(source: FeatureSource): number {
  return featureCount(source.traits.genreCount);
}

async function writeList(
  source: FeatureSource,
  items: Float32Array,
  { given, known, rest }: CutHistory,
  isRelevant: (halfStars: HalfStars) => boolean,
  random: Random,
  into: RankerLists,
  list: number,
): Promise<void> {
  const vector = foldInAll(source.space, given);
  const query = queryOf(source.space, vector, given.movies.length);
  const scores = retrievalScores(query, items);
  const found = selectTopK(scores, RETRIEVED, (movie) => !known.has(movie)).positions;
  const relevant = new Set(Array.from(rest.movies).filter((_, i) => isRelevant(rest.halfStars[i])));
  const listed = drawListed(found, relevant, random);
  const rated = rest.movies.subarray(0, RATED);
  const user = prepareUser(source, vector, given);
  const pairs = await pairFeatures(source, user, [...listed, ...rated]);
  const { width } = into;
  const split = listed.length * width;
  const start = list * LIST_ROWS * width;
  into.features.set(pairs.features.subarray(0, split), start);
  into.features.set(pairs.features.subarray(split), start + LISTED * width);
  into.retrieval.fill(NEVER, list * LISTED, (list + 1) * LISTED);
  into.retrieval.set(pairs.retrieval.subarray(0, listed.length), list * LISTED);
  into.share[list] = scoreShare(given.movies.length);
  into.knots.set(knotWeights(given.movies.length), list * CURVE_RATINGS.length);
  const hits = listed.filter((movie) => relevant.has(movie)).length;
  listed.forEach((movie, i) => {
    into.relevance[list * LISTED + i] = relevant.has(movie) ? 1 / hits : 0;
  });
  rated.forEach((_, i) => {
    into.residual[list * RATED + i] = starsOf(rest.halfStars[i]) - pairs.stars[listed.length + i];
    into.isRated[list * RATED + i] = 1;
  });
}

/** What is relevant of the found, up to a limit, and others at random; at most `LISTED` in all. */
function drawListed(found: Int32Array, relevant: ReadonlySet<number>, random: Random): number[] {
  const order = random.shuffle(Int32Array.from(found));
  const hits = Array.from(order).filter((movie) => relevant.has(movie));
  const others = Array.from(order).filter((movie) => !relevant.has(movie));
  const kept = hits.slice(0, MOST_RELEVANT);
  return [...kept, ...others.slice(0, LISTED - kept.length)];
}
