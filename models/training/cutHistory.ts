/**
 * @file Histories cut in two, as the evaluation cuts them: what training learns to find.
 *
 * The cut is at random, so that training meets people who have rated one movie as well as people who
 * have rated hundreds. What somebody knows besides what they have rated is on no list: with it among the
 * likes, a model learns to name what everybody knows.
 */
import type { History } from '../dataset/columns';
import type { Random } from '../dataset/random';
import { LIKED_FROM_HALF_STARS, type HalfStars } from '../shapes';

/** Share of a history that is known, as in the evaluation. */
const POOL_SHARE = 0.8;
/** Share of cuts that give the whole pool. */
const WHOLE_POOL_SHARE = 0.35;
/** The other cuts give up to this many ratings, log-uniformly. */
const MAX_SHORT_CUT = 200;

/** A history of which the whole pool is known, and some of it is given. */
export interface CutHistory {
  readonly given: History;
  /** Movies that are on no list: the pool, the given movies among it. */
  readonly known: Int32Array;
  /** The ratings that were cut off. */
  readonly rest: History;
  /** Movies to be found: what is relevant of the rest. */
  readonly relevant: Int32Array;
}

/**
 * Cuts a history: the pool, the part of it that the person gave, and what is to be predicted.
 *
 * @param relevantFrom ratings from here on are to be found; default: likes
 */
export function cutHistory(
  history: History,
  random: Random,
  relevantFrom: HalfStars = LIKED_FROM_HALF_STARS,
): CutHistory {
  const size = history.movies.length;
  const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i));
  const pool = Math.floor(POOL_SHARE * size);
  const short = Math.floor(Math.exp(random.next() * Math.log1p(MAX_SHORT_CUT)) - 1 + random.next());
  const cut = random.next() < WHOLE_POOL_SHARE ? pool : Math.min(pool, short);
  const pick = (rows: Int32Array): History => ({
    movies: rows.map((row) => history.movies[row]),
    halfStars: Uint8Array.from(rows, (row) => history.halfStars[row]),
  });
  const rest = pick(order.slice(pool));
  return {
    given: pick(order.slice(0, cut).sort()),
    known: order.slice(0, pool).map((row) => history.movies[row]),
    rest,
    relevant: rest.movies.filter((_, i) => rest.halfStars[i] >= relevantFrom),
  };
}
