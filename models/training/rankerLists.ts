/**
 * @file What the ranker learns from: for people that the retrieval model has not seen, a history cut in
 * two, the movies that retrieval finds for the first part, and what the second part says of them.
 */
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import type { Random } from '../dataset/random';
import { featureCount } from '../ranking/featureNames';
import { pairFeatures, prepareUser, type FeatureSource } from '../ranking/pairFeatures';
import { scoreShare } from '../ranking/network';
import { selectTopK } from '../retrieval/topK';
import { starsOf, type HalfStars } from '../shapes';
import { foldInAll } from '../towers/closedForm';
import { CURVE_RATINGS, knotWeights } from '../towers/curve';
import { dotProducts } from '../towers/dotProducts';
import { itemTable, queryOf } from '../towers/space';
import { cutHistory, type CutHistory } from './cutHistory';
import type { OnPiece } from './pauses';

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

/** Width of the features of a source. */
export function widthOf(source: FeatureSource): number {
  return featureCount(source.traits.genreCount);
}

/** Writes lists of people that the model of `source` has not seen. */
export class ListWriter {
  readonly #source: FeatureSource;
  readonly #items: Float32Array;
  readonly #interactions: Interactions;
  readonly #random: Random;
  readonly #relevantFrom: HalfStars | undefined;

  /** @param relevantFrom ratings from here on are what a list is to find; default: likes */
  constructor(
    source: FeatureSource,
    interactions: Interactions,
    random: Random,
    relevantFrom?: HalfStars,
  ) {
    this.#source = source;
    this.#items = itemTable(source.space);
    this.#interactions = interactions;
    this.#random = random;
    this.#relevantFrom = relevantFrom;
  }

  /**
   * Writes one list for each of `people` into `into`, from list `first` on.
   *
   * @param onList before each list
   */
  async write(
    people: Int32Array,
    into: RankerLists,
    first: number,
    onList?: OnPiece,
  ): Promise<void> {
    for (const [i, person] of people.entries()) {
      await onList?.(i);
      const history = historyOf(this.#interactions, person);
      const cut = cutHistory(history, this.#random, this.#relevantFrom);
      await this.#writeList(cut, into, first + i);
    }
  }

  async #writeList(cut: CutHistory, into: RankerLists, list: number): Promise<void> {
    const { given, rest } = cut;
    const vector = foldInAll(this.#source.space, given);
    const relevant = new Set(cut.relevant);
    const listed = drawListed(this.#retrieved(vector, cut), relevant, this.#random);
    const rated = rest.movies.subarray(0, RATED);
    const user = prepareUser(this.#source, vector, given);
    const pairs = await pairFeatures(this.#source, user, [...listed, ...rated]);
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

  #retrieved(vector: Float32Array, { given, known }: CutHistory): Int32Array {
    const query = queryOf(this.#source.space, vector, given.movies.length);
    const scores = dotProducts(this.#items, query);
    const excluded = new Set(known);
    return selectTopK(scores, RETRIEVED, (movie) => !excluded.has(movie)).positions;
  }
}

/** What is relevant of the found, up to a limit, and others at random; at most `LISTED` in all. */
function drawListed(found: Int32Array, relevant: ReadonlySet<number>, random: Random): number[] {
  const order = random.shuffle(Int32Array.from(found));
  const hits = Array.from(order).filter((movie) => relevant.has(movie));
  const others = Array.from(order).filter((movie) => !relevant.has(movie));
  const kept = hits.slice(0, MOST_RELEVANT);
  return [...kept, ...others.slice(0, LISTED - kept.length)];
}
