import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, keepRatings, selectUsers, toInteractions, transpose } from './interactions';
import { ratingColumns } from '../testing/ratingRows';
import type { RatingRow } from '../testing/ratingRows';

/** The same grouping with plain maps: user id -> movie id -> half stars. */
function naive(
  rows: readonly RatingRow[],
  movieIds: readonly number[],
): Map<number, Map<number, RatingRow>> {
  const users = new Map<number, Map<number, RatingRow>>();
  for (const row of rows) {
    if (!movieIds.includes(row[1])) continue;
    const history = users.get(row[0]) ?? new Map<number, RatingRow>();
    const earlier = history.get(row[1]);
    if (!earlier || earlier[3] <= row[3]) history.set(row[1], row);
    users.set(row[0], history);
  }
  return users;
}

const arbitraryRows = fc.array(
  fc.tuple(
    fc.integer({ min: -2, max: 6 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 0, max: 3 }),
  ),
  { maxLength: 60 },
);
const arbitraryMovieIds = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

describe('toInteractions', () => {
  it('agrees with a grouping by plain maps', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryMovieIds, (rows, movieIds) => {
        const { interactions, userIds } = toInteractions(
          ratingColumns(rows),
          Int32Array.from(movieIds),
        );
        const expected = naive(rows, movieIds);
        expect([...userIds]).toEqual([...expected.keys()].sort((a, b) => a - b));
        expect(interactions.movieCount).toBe(movieIds.length);
        userIds.forEach((id, user) => {
          const { movies, halfStars } = historyOf(interactions, user);
          const got = Array.from(movies, (movie, i) => [movieIds[movie], halfStars[i]]);
          const rowsOfUser = [...(expected.get(id)?.values() ?? [])].map((row) => [row[1], row[2]]);
          expect(new Map(got as [number, number][])).toEqual(
            new Map(rowsOfUser as [number, number][]),
          );
          expect(got).toHaveLength(rowsOfUser.length);
          expect([...movies]).toEqual([...movies].sort((a, b) => a - b));
        });
        expect(interactions.offsets[0]).toBe(0);
        expect(interactions.offsets[userIds.length]).toBe(interactions.movies.length);
      }),
    );
  });

  it('keeps the latest of two ratings of one movie, whichever line it is on', () => {
    const rows: RatingRow[] = [
      [1, 5, 9, 200],
      [1, 5, 2, 100],
      [2, 5, 3, 0],
      [2, 5, 8, 0],
    ];
    const { interactions } = toInteractions(ratingColumns(rows), Int32Array.of(5));
    expect([...interactions.halfStars]).toEqual([9, 8]);
  });

  it('drops ratings of movies outside the list, and users left with none', () => {
    const rows: RatingRow[] = [
      [1, 5, 9, 0],
      [2, 6, 2, 0],
      [3, 5, 4, 0],
    ];
    const { interactions, userIds } = toInteractions(ratingColumns(rows), Int32Array.of(5));
    expect([...userIds]).toEqual([1, 3]);
    expect([...interactions.offsets]).toEqual([0, 1, 2]);
  });

  it('takes an empty set', () => {
    const { interactions, userIds } = toInteractions(ratingColumns([]), Int32Array.of());
    expect(userIds).toHaveLength(0);
    expect([...interactions.offsets]).toEqual([0]);
    expect(transpose(interactions).offsets).toEqual(Int32Array.of(0));
  });

  it('refuses a list of movies that names one twice', () => {
    expect(() => toInteractions(ratingColumns([]), Int32Array.of(5, 5))).toThrow(/Movie 5/);
  });
});

describe('historyOf', () => {
  it('refuses a user outside the rows', () => {
    const { interactions } = toInteractions(ratingColumns([[1, 5, 9, 0]]), Int32Array.of(5));
    expect(historyOf(interactions, 0).movies).toHaveLength(1);
    for (const user of [-1, 1, 0.5]) {
      expect(() => historyOf(interactions, user)).toThrow(RangeError);
    }
  });
});

describe('transpose', () => {
  it('holds the same (user, movie, rating) triples, by movie with users ascending', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryMovieIds, (rows, movieIds) => {
        const { interactions } = toInteractions(ratingColumns(rows), Int32Array.from(movieIds));
        const byMovie = transpose(interactions);
        const triples: string[] = [];
        for (let user = 0; user < interactions.userCount; user++) {
          const { movies, halfStars } = historyOf(interactions, user);
          movies.forEach((movie, i) => triples.push(`${movie} ${user} ${halfStars[i]}`));
        }
        const transposed: string[] = [];
        for (let movie = 0; movie < byMovie.movieCount; movie++) {
          const [start, end] = [byMovie.offsets[movie], byMovie.offsets[movie + 1]];
          const users = [...byMovie.users.subarray(start, end)];
          expect(users).toEqual([...users].sort((a, b) => a - b));
          users.forEach((user, i) =>
            transposed.push(`${movie} ${user} ${byMovie.halfStars[start + i]}`),
          );
        }
        expect(transposed.sort()).toEqual(triples.sort());
      }),
    );
  });
});

describe('selectUsers', () => {
  it('copies the rows of the chosen users in the order given', () => {
    const rows: RatingRow[] = [
      [1, 5, 9, 0],
      [2, 5, 2, 0],
      [2, 6, 3, 0],
      [3, 6, 4, 0],
    ];
    const { interactions } = toInteractions(ratingColumns(rows), Int32Array.of(5, 6));
    const chosen = selectUsers(interactions, [2, 1]);
    expect(chosen.userCount).toBe(2);
    expect(chosen.movieCount).toBe(2);
    expect([...historyOf(chosen, 0).movies]).toEqual([1]);
    expect([...historyOf(chosen, 1).movies]).toEqual([0, 1]);
    expect([...chosen.halfStars]).toEqual([4, 2, 3]);
    expect(() => selectUsers(interactions, [3])).toThrow(RangeError);
  });
});

describe('keepRatings', () => {
  it('keeps people and movies, and of each person the ratings that pass', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryMovieIds, (rows, movieIds) => {
        const { interactions } = toInteractions(ratingColumns(rows), Int32Array.from(movieIds));
        const passes = (halfStars: number): boolean => halfStars % 3 === 0;
        const kept = keepRatings(interactions, (cell) => passes(interactions.halfStars[cell]));
        expect(kept.userCount).toBe(interactions.userCount);
        expect(kept.movieCount).toBe(interactions.movieCount);
        for (let user = 0; user < interactions.userCount; user++) {
          const all = historyOf(interactions, user);
          const own = historyOf(kept, user);
          const expected = Array.from(all.movies, (movie, i) => [movie, all.halfStars[i]]);
          expect(Array.from(own.movies, (movie, i) => [movie, own.halfStars[i]])).toEqual(
            expected.filter(([, halfStars]) => passes(halfStars)),
          );
        }
      }),
    );
  });
});
