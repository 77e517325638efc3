/**
 * @file Ratings grouped by user as compressed sparse rows, the form that training and evaluation
 * read. `U` users, `M` movies; see `shapes.ts`.
 */
import type { History, Interactions, RatingColumns } from './columns';

/** Interactions and the id of each of their users. */
export interface UserInteractions {
  readonly interactions: Interactions;
  /** `[U]` user id of each row, ascending */
  readonly userIds: Int32Array;
}

/** The transpose of {@link Interactions}: ratings grouped by movie, users ascending. */
export interface MovieInteractions {
  readonly userCount: number;
  readonly movieCount: number;
  /** `[M + 1]` */
  readonly offsets: Int32Array;
  /** `[ratings]` user row of each rating */
  readonly users: Int32Array;
  /** `[ratings]` half stars of each rating */
  readonly halfStars: Uint8Array;
}

/** Where each rating row belongs, before grouping; {@link DROPPED} where it belongs nowhere. */
interface Placement {
  readonly rowUser: Int32Array;
  readonly rowMovie: Int32Array;
}

const DROPPED = -1;

/**
 * Groups ratings by user.
 *
 * Ratings of movies outside `movieIds` are dropped, and so are users left without a rating. When
 * a user rated a movie more than once, the latest timestamp wins, and of equal ones the last row.
 *
 * @param movieIds `[M]` ids in vocabulary order; throws when an id appears twice
 */
export function toInteractions(ratings: RatingColumns, movieIds: Int32Array): UserInteractions {
  const rowMovie = lookUp(ratings.movieId, indexOf(movieIds));
  const userIds = sortedDistinct(ratings.userId, rowMovie);
  const rowUser = lookUp(ratings.userId, indexOf(userIds));
  // Two stable counting sorts, by movie and then by user, order the rows without a comparison.
  const byMovie = stableOrder(rowMovie, keptRows(rowMovie), movieIds.length);
  const order = stableOrder(rowUser, byMovie, userIds.length);
  const placement = { rowUser, rowMovie };
  return {
    interactions: group(ratings, placement, order, userIds.length, movieIds.length),
    userIds,
  };
}

/** Row `user` of the interactions: views into their arrays, not copies. */
export function historyOf(interactions: Interactions, user: number): History {
  checkUser(interactions, user);
  const { offsets, movies, halfStars } = interactions;
  const start = offsets[user];
  const end = offsets[user + 1];
  return { movies: movies.subarray(start, end), halfStars: halfStars.subarray(start, end) };
}

/** Groups the same ratings by movie. */
export function transpose(interactions: Interactions): MovieInteractions {
  const { userCount, movieCount, offsets, movies, halfStars } = interactions;
  const movieOffsets = new Int32Array(movieCount + 1);
  for (const movie of movies) movieOffsets[movie + 1] += 1;
  accumulate(movieOffsets);
  const next = movieOffsets.slice();
  const users = new Int32Array(movies.length);
  const ratings = new Uint8Array(movies.length);
  for (let user = 0; user < userCount; user++) {
    const end = offsets[user + 1];
    for (let cell = offsets[user]; cell < end; cell++) {
      const movie = movies[cell];
      const place = next[movie];
      next[movie] = place + 1;
      users[place] = user;
      ratings[place] = halfStars[cell];
    }
  }
  return { userCount, movieCount, offsets: movieOffsets, users, halfStars: ratings };
}

/** The rows of some users, in the order given, as interactions of their own (copied). */
export function selectUsers(interactions: Interactions, users: ArrayLike<number>): Interactions {
  const offsets = new Int32Array(users.length + 1);
  for (let row = 0; row < users.length; row++) {
    checkUser(interactions, users[row]);
    const size = interactions.offsets[users[row] + 1] - interactions.offsets[users[row]];
    offsets[row + 1] = offsets[row] + size;
  }
  const movies = new Int32Array(offsets[users.length]);
  const halfStars = new Uint8Array(offsets[users.length]);
  for (let row = 0; row < users.length; row++) {
    const start = interactions.offsets[users[row]];
    const end = interactions.offsets[users[row] + 1];
    movies.set(interactions.movies.subarray(start, end), offsets[row]);
    halfStars.set(interactions.halfStars.subarray(start, end), offsets[row]);
  }
  return {
    userCount: users.length,
    movieCount: interactions.movieCount,
    offsets,
    movies,
    halfStars,
  };
}

/** The ratings at the cells that pass, of the same people and movies. */
export function keepRatings(
  interactions: Interactions,
  keeps: (cell: number) => boolean,
): Interactions {
  const { userCount, movies, halfStars } = interactions;
  const offsets = new Int32Array(userCount + 1);
  for (let user = 0; user < userCount; user++) {
    offsets[user + 1] = offsets[user];
    for (let cell = interactions.offsets[user]; cell < interactions.offsets[user + 1]; cell++) {
      if (keeps(cell)) offsets[user + 1]++;
    }
  }
  return {
    ...interactions,
    offsets,
    movies: movies.filter((_, cell) => keeps(cell)),
    halfStars: halfStars.filter((_, cell) => keeps(cell)),
  };
}

function checkUser({ userCount }: Interactions, user: number): void {
  if (!Number.isInteger(user) || user < 0 || user >= userCount) {
    throw new RangeError(`User row ${user} is outside 0 to ${userCount - 1}.`);
  }
}

function indexOf(ids: Int32Array): Map<number, number> {
  const indices = new Map<number, number>();
  ids.forEach((id, index) => indices.set(id, index));
  if (indices.size < ids.length) {
    const repeated = ids.find((id, index) => indices.get(id) !== index);
    throw new RangeError(`Movie ${repeated} is twice in the list of movies.`);
  }
  return indices;
}

/** The index of each id, {@link DROPPED} where it has none. */
function lookUp(ids: Int32Array, indices: ReadonlyMap<number, number>): Int32Array {
  const found = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) found[row] = indices.get(ids[row]) ?? DROPPED;
  return found;
}

/** Ids of the rows that are kept, ascending, each once. */
function sortedDistinct(ids: Int32Array, rowMovie: Int32Array): Int32Array {
  const distinct = new Set<number>();
  for (let row = 0; row < ids.length; row++) {
    if (rowMovie[row] !== DROPPED) distinct.add(ids[row]);
  }
  return Int32Array.from(distinct).sort();
}

function keptRows(rowMovie: Int32Array): Int32Array {
  const rows = new Int32Array(rowMovie.length);
  let kept = 0;
  for (let row = 0; row < rowMovie.length; row++) {
    if (rowMovie[row] !== DROPPED) rows[kept++] = row;
  }
  return rows.subarray(0, kept);
}

/** `rows` ordered by `keys[row]` in `[0, keyCount)`, equal keys keeping their order. */
function stableOrder(keys: Int32Array, rows: Int32Array, keyCount: number): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const row of rows) next[keys[row] + 1]++;
  accumulate(next);
  const ordered = new Int32Array(rows.length);
  for (const row of rows) ordered[next[keys[row]]++] = row;
  return ordered;
}

/** Turns counts into running sums, in place. */
function accumulate(counts: Int32Array): void {
  for (let i = 1; i < counts.length; i++) counts[i] += counts[i - 1];
}

/** Writes the ordered rows into compressed rows; of equal pairs the latest one stays. */
function group(
  ratings: RatingColumns,
  { rowUser, rowMovie }: Placement,
  order: Int32Array,
  userCount: number,
  movieCount: number,
): Interactions {
  const offsets = new Int32Array(userCount + 1);
  const movies = new Int32Array(order.length);
  const halfStars = new Uint8Array(order.length);
  let cell = -1;
  let kept = DROPPED;
  for (const row of order) {
    const user = rowUser[row];
    const movie = rowMovie[row];
    const isDuplicate = kept !== DROPPED && user === rowUser[kept] && movie === rowMovie[kept];
    if (isDuplicate && ratings.timestamp[row] < ratings.timestamp[kept]) continue;
    if (!isDuplicate) cell++;
    movies[cell] = movie;
    halfStars[cell] = ratings.halfStars[row];
    offsets[user + 1] = cell + 1;
    kept = row;
  }
  return {
    userCount,
    movieCount,
    offsets,
    movies: movies.slice(0, cell + 1),
    halfStars: halfStars.slice(0, cell + 1),
  };
}
