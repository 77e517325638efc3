/** @file Which movies a search may return, as one byte for each movie. */
import type { MovieIndex } from '../shapes';

/** `[M]` 1 where the movie may be returned. */
export type AllowMask = Uint8Array;

/** The constraints of one request, on movie indices. */
export interface FilterSpec {
  /** Never returned: seen, hidden, already on another shelf. */
  readonly exclude: Iterable<MovieIndex>;
  /** Bit mask of genres, any of which is enough; 0 means no restriction. */
  readonly anyGenre: number;
  /** Inclusive; null means no restriction. A movie without a year passes only when both are null. */
  readonly fromYear: number | null;
  readonly toYear: number | null;
}

/** The columns that a filter reads, `[M]` each. */
export interface FilterColumns {
  readonly genres: Int32Array;
  /** 0 where unknown. */
  readonly year: Int16Array;
}

/** Evaluates a filter for every movie. */
export function allowMask(columns: FilterColumns, spec: FilterSpec): AllowMask {
  const mask = new Uint8Array(columns.year.length);
  const { anyGenre, fromYear, toYear } = spec;
  const anyYear = fromYear === null && toYear === null;
  for (let movie = 0; movie < mask.length; movie++) {
    const year = columns.year[movie];
    const inYears =
      anyYear || (year > 0 && year >= (fromYear ?? -Infinity) && year <= (toYear ?? Infinity));
    const inGenres = anyGenre === 0 || (columns.genres[movie] & anyGenre) !== 0;
    mask[movie] = inYears && inGenres ? 1 : 0;
  }
  for (const movie of spec.exclude) mask[movie] = 0;
  return mask;
}
