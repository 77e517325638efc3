/**
 * @file Several data sets with the same movie ids as one: users kept apart, people who are in two
 * of them taken once, catalogues joined.
 */
import type { Dataset, MovieRecord, RatingColumns } from './columns';
import { findDuplicateUsers } from './duplicates';
import { DatasetError } from './errors';
import { concatenateRatings, selectRatings } from './ratingColumns';

/** A user of one of the pooled sets. */
export interface PooledUser {
  /** Position of the set in the pool. */
  readonly set: number;
  /** Their id in that set. */
  readonly userId: number;
}

export interface Pool {
  readonly dataset: Dataset;
  /** Who user `id` of the pool is: `users[id - 1]`. */
  readonly users: readonly PooledUser[];
  /** Who was left out: named ones, and those found in an earlier set. */
  readonly dropped: readonly PooledUser[];
}

/** Users of one set who are in another one too. */
export interface KnownDuplicates {
  readonly name: string;
  readonly alsoIn: string;
  readonly users: readonly number[];
}

/**
 * Named besides being looked for: copies of ml-latest that lack some users show only five of the
 * six, and the sixth must not be trained on under one id and tested under the other.
 */
const KNOWN_DUPLICATES: readonly KnownDuplicates[] = [
  { name: 'ml-latest-small', alsoIn: 'ml-latest', users: [263, 223, 179, 532, 291, 583] },
];

/** The movie ids of this set are its own: 1 to 1682, not those of MovieLens. */
const OWN_MOVIE_IDS = 'ml-100k';
const NAME_SEPARATOR = '+';

/**
 * Pools data sets with the same movie ids. Users get the ids 1, 2, … in the order of their first
 * ratings; somebody whose history is in an earlier set too is left out (see {@link findDuplicateUsers}).
 *
 * The movies are the union, by id; of two records of a movie the one with links stays, else the
 * earlier. Descriptions of people are left behind, with the ids they belong to.
 *
 * @param known people to leave out besides those that are found
 * @throws a {@link DatasetError} when the movie ids of a set are its own
 */
export function poolDatasets(
  datasets: readonly Dataset[],
  known: readonly KnownDuplicates[] = KNOWN_DUPLICATES,
): Pool {
  checkMovieIds(datasets);
  const users: PooledUser[] = [];
  const dropped: PooledUser[] = [];
  const parts: RatingColumns[] = [];
  datasets.forEach(({ ratings }, set) => {
    const absent = duplicatesIn(datasets, set, parts, known);
    const newIds = new Map<number, number>();
    for (const userId of new Set(ratings.userId)) {
      if (absent.has(userId)) dropped.push({ set, userId });
      else newIds.set(userId, users.push({ set, userId }));
    }
    parts.push(renumberUsers(ratings, newIds));
  });
  const dataset: Dataset = {
    name: datasets.map(({ name }) => name).join(NAME_SEPARATOR),
    ratings: concatenateRatings(parts),
    movies: joinMovies(datasets),
    users: [],
  };
  return { dataset, users, dropped };
}

function checkMovieIds(datasets: readonly Dataset[]): void {
  if (datasets.length < 2 || !datasets.some(({ name }) => name === OWN_MOVIE_IDS)) return;
  throw new DatasetError(
    'dataset.movie-ids',
    `${OWN_MOVIE_IDS} numbers its movies in its own way, so it cannot be pooled with other sets.`,
    `Use ${OWN_MOVIE_IDS} alone, or leave it out.`,
  );
}

/** Users of a set whom the pool has in another one: found among those pooled so far, or known. */
function duplicatesIn(
  datasets: readonly Dataset[],
  set: number,
  pooled: readonly RatingColumns[],
  known: readonly KnownDuplicates[],
): Set<number> {
  const { name, ratings } = datasets[set];
  const duplicates = new Set<number>();
  for (const earlier of pooled) {
    for (const { second } of findDuplicateUsers(earlier, ratings)) duplicates.add(second);
  }
  for (const entry of known) {
    if (entry.name !== name || !datasets.some((other) => other.name === entry.alsoIn)) continue;
    for (const userId of entry.users) duplicates.add(userId);
  }
  return duplicates;
}

/** The ratings of the users in the map, under their new ids. */
function renumberUsers(ratings: RatingColumns, newIds: ReadonlyMap<number, number>): RatingColumns {
  const userId = new Int32Array(ratings.userId.length);
  const rows = new Int32Array(ratings.userId.length);
  let kept = 0;
  for (let row = 0; row < rows.length; row++) {
    const newId = newIds.get(ratings.userId[row]);
    if (newId === undefined) continue;
    userId[kept] = newId;
    rows[kept++] = row;
  }
  return { ...selectRatings(ratings, rows.subarray(0, kept)), userId: userId.slice(0, kept) };
}

function joinMovies(datasets: readonly Dataset[]): MovieRecord[] {
  const movies = new Map<number, MovieRecord>();
  for (const movie of datasets.flatMap((dataset) => dataset.movies)) {
    const earlier = movies.get(movie.movieId);
    if (!earlier || (!hasLinks(earlier) && hasLinks(movie))) movies.set(movie.movieId, movie);
  }
  return [...movies.values()].sort((a, b) => a.movieId - b.movieId);
}

function hasLinks({ imdbId, tmdbId }: MovieRecord): boolean {
  return imdbId > 0 || tmdbId > 0;
}
