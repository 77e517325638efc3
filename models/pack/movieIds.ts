/** @file MovieLens ids to the rows of a pack's tensors, and back. */
import type { History } from '../dataset/columns';
import type { HistoryEntry, MovieId, MovieIndex } from '../shapes';

/** A request named a movie that has no embedding in this pack. */
export class UnknownMovieError extends Error {
  constructor(movieId: MovieId) {
    super(`Movie ${movieId} has no embedding in this pack.`);
    this.name = 'UnknownMovieError';
  }
}

/** The rated tier of one pack. */
export class MovieIds {
  readonly #ids: Int32Array;
  readonly #indexOf = new Map<MovieId, MovieIndex>();

  /** @param ids `[M]` id of each row */
  constructor(ids: Int32Array) {
    this.#ids = ids;
    ids.forEach((id, index) => this.#indexOf.set(id, index));
  }

  /** Rows by id. */
  get byId(): ReadonlyMap<MovieId, MovieIndex> {
    return this.#indexOf;
  }

  idOf(index: MovieIndex): MovieId {
    return this.#ids[index];
  }

  /** Rows of those movies that the pack has. */
  indices(movieIds: readonly MovieId[]): MovieIndex[] {
    return movieIds.flatMap((id) => this.#indexOf.get(id) ?? []);
  }

  /** @throws UnknownMovieError */
  indexOf(movieId: MovieId): MovieIndex {
    const movie = this.#indexOf.get(movieId);
    if (movie === undefined) throw new UnknownMovieError(movieId);
    return movie;
  }

  /** The ratings that the towers can read, each movie once (the last rating wins), in row order. */
  usable(history: readonly HistoryEntry[]): History {
    const byMovie = new Map<MovieIndex, number>();
    for (const { movieId, halfStars } of history) {
      const movie = this.#indexOf.get(movieId);
      if (movie !== undefined) byMovie.set(movie, halfStars);
    }
    const rows = [...byMovie].sort(([a], [b]) => a - b);
    return {
      movies: Int32Array.from(rows, ([movie]) => movie),
      halfStars: Uint8Array.from(rows, ([, halfStars]) => halfStars),
    };
  }
}
