/**
 * @file Strong generalisation: part of an unseen person's ratings is folded in, the rest must be
 * predicted. Protocol P2: 80 % of everything rated may be given, the targets are the likes among the
 * other 20 %, and the whole folded-in pool is left out of the candidates however much of it is given.
 */
import type { History, PersonContext } from '../dataset/columns';
import type { Random } from '../dataset/random';
import { LIKED_FROM_HALF_STARS } from '../shapes';

const POOL_SHARE = 0.8;

/** One held-out person, split once; every system sees the same split. */
export interface HeldOutPerson {
  /** What may be given, in the seeded order in which it is given. */
  readonly pool: History;
  /** What is predicted. */
  readonly heldOut: History;
  /** Movie indices of the likes among the held-out ratings. */
  readonly targets: ReadonlySet<number>;
  /** What is known of them besides ratings, if anything. */
  readonly context?: PersonContext;
}

/** Splits a history at random into pool and held-out part. */
export function splitPerson(history: History, random: Random): HeldOutPerson {
  const size = history.movies.length;
  const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i));
  const poolSize = Math.floor(POOL_SHARE * size);
  const heldOut = pick(history, order.subarray(poolSize));
  const targets = new Set<number>();
  heldOut.movies.forEach((movie, i) => {
    if (heldOut.halfStars[i] >= LIKED_FROM_HALF_STARS) targets.add(movie);
  });
  return { pool: pick(history, order.subarray(0, poolSize)), heldOut, targets };
}

/** The first `n` ratings of the pool, in movie order as the user tower reads them. */
export function given(person: HeldOutPerson, n: number): History {
  const size = Math.min(n, person.pool.movies.length);
  const order = Int32Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => person.pool.movies[a] - person.pool.movies[b],
  );
  const history = pick(person.pool, order);
  return person.context ? { ...history, context: person.context } : history;
}

function pick(history: History, rows: Int32Array): History {
  return {
    movies: rows.map((row) => history.movies[row]),
    halfStars: Uint8Array.from(rows, (row) => history.halfStars[row]),
  };
}
