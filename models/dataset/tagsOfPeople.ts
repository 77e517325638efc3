/** @file Whose tags a model may read: those of the people that it learns from. */

/** Tags of a movie, and who gave them. */
export interface Tagged {
  readonly tags?: readonly string[];
  /** `[tags]` who gave each of them, as a row of the people; absent where that is unknown. */
  readonly taggedBy?: readonly number[];
}

/**
 * Movies with the tags of some people alone: a tag of anybody else would tell that they watched the
 * movie. Tags of which it is unknown who gave them stay.
 *
 * @param users rows that are kept; their positions are the new rows
 */
export function withTagsOf<Movie extends Tagged>(
  users: Int32Array,
  movies: readonly Movie[],
): readonly Movie[] {
  if (movies.every(({ taggedBy }) => taggedBy === undefined)) return movies;
  const rowOf = new Map(Array.from(users, (user, row) => [user, row]));
  return movies.map((movie) => {
    const { tags = [], taggedBy } = movie;
    if (taggedBy === undefined) return movie;
    const kept = taggedBy.flatMap((user, at) => {
      const row = rowOf.get(user);
      return row === undefined ? [] : [{ tag: tags[at], row }];
    });
    return { ...movie, tags: kept.map(({ tag }) => tag), taggedBy: kept.map(({ row }) => row) };
  });
}
