import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset, MovieRecord } from './columns';
import { findDuplicateUsers } from './duplicates';
import { poolDatasets } from './pool';
import { ratingColumns, ratingRows } from '../testing/ratingRows';
import type { RatingRow } from '../testing/ratingRows';

function movie(movieId: number, rawTitle: string, imdbId = 0): MovieRecord {
  return { movieId, rawTitle, genres: [], imdbId, tmdbId: 0 };
}

function dataset(name: string, rows: RatingRow[], movies: MovieRecord[] = []): Dataset {
  return { name, ratings: ratingColumns(rows), movies, users: [] };
}

/** A history of some movies, one a minute. */
function history(userId: number, count: number, start: number, firstMovie = 1): RatingRow[] {
  return Array.from({ length: count }, (_, i) => [userId, firstMovie + i, 7, start + 60 * i]);
}

describe('findDuplicateUsers', () => {
  it('finds a person by the same movies, ratings and seconds, whatever the ids', () => {
    const first = ratingColumns([...history(8, 20, 1000), ...history(9, 20, 5000)]);
    const second = ratingColumns([...history(3, 20, 5000), ...history(4, 20, 9000)]);
    expect(findDuplicateUsers(first, second)).toEqual([{ first: 9, second: 3, common: 20 }]);
    expect(findDuplicateUsers(second, first)).toEqual([{ first: 3, second: 9, common: 20 }]);
  });

  it('puts up with a few ratings that differ, not with many', () => {
    const first = ratingColumns(history(1, 20, 1000));
    const nearly = [...history(5, 17, 1000), ...history(5, 3, 77_000, 18)];
    const hardly = [...history(5, 12, 1000), ...history(5, 8, 77_000, 13)];
    expect(findDuplicateUsers(first, ratingColumns(nearly))).toHaveLength(1);
    expect(findDuplicateUsers(first, ratingColumns(hardly))).toHaveLength(0);
  });

  it('recognises a part of a history', () => {
    const first = ratingColumns(history(1, 200, 1000));
    const second = ratingColumns(history(5, 30, 1000 + 60 * 50, 51));
    expect(findDuplicateUsers(first, second)).toEqual([{ first: 1, second: 5, common: 30 }]);
  });

  it('does not take the same taste at other times, or without times, for the same person', () => {
    const first = ratingColumns(history(1, 20, 1000));
    expect(findDuplicateUsers(first, ratingColumns(history(5, 20, 1001)))).toEqual([]);
    const timeless = history(1, 20, 0).map(([u, m, r]): RatingRow => [u, m, r, 0]);
    expect(findDuplicateUsers(ratingColumns(timeless), ratingColumns(timeless))).toEqual([]);
  });

  it('does not take two equal moments for a person', () => {
    const first = ratingColumns(history(1, 2, 1000));
    expect(findDuplicateUsers(first, first)).toEqual([]);
  });
});

describe('poolDatasets', () => {
  it('keeps every rating of every set under user ids that never meet', () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 10 }),
      fc.constant(0),
    );
    fc.assert(
      fc.property(fc.array(fc.array(row), { maxLength: 4 }), (sets) => {
        const { dataset: pool, users } = poolDatasets(
          sets.map((rows, i) => dataset(`set ${i}`, rows)),
        );
        const back = ratingRows(pool.ratings).map(([id, ...rest]) => {
          const { set, userId } = users[id - 1];
          return [set, userId, ...rest];
        });
        expect(back).toEqual(sets.flatMap((rows, set) => rows.map((cells) => [set, ...cells])));
        expect(new Set(users.map(({ set, userId }) => `${set} ${userId}`)).size).toBe(users.length);
      }),
    );
  });

  it('takes a person once who is in two sets, and leaves out those known to be in another', () => {
    const sets = [
      dataset('a', [...history(1, 9, 1000), ...history(2, 9, 90_000)]),
      dataset('b', [...history(1, 9, 50_000), ...history(2, 9, 1000), ...history(3, 9, 70_000)]),
    ];
    const {
      dataset: pool,
      users,
      dropped,
    } = poolDatasets(sets, [
      { name: 'b', alsoIn: 'a', users: [3] },
      { name: 'b', alsoIn: 'c', users: [1] },
    ]);
    expect(pool.name).toBe('a+b');
    expect(users).toEqual([
      { set: 0, userId: 1 },
      { set: 0, userId: 2 },
      { set: 1, userId: 1 },
    ]);
    expect(dropped).toEqual([
      { set: 1, userId: 2 },
      { set: 1, userId: 3 },
    ]);
    expect(pool.ratings.userId).toHaveLength(27);
  });

  it('takes the duplicates out of the right set when the sets change places', () => {
    const latest = dataset('ml-latest', history(1, 9, 1000));
    const small = dataset('ml-latest-small', [
      ...history(7, 9, 1000),
      ...history(8, 9, 50_000),
      ...history(583, 9, 90_000),
    ]);
    const usersOf = (sets: Dataset[]) =>
      poolDatasets(sets).users.map(({ set, userId }) => `${sets[set].name} ${userId}`);
    expect(usersOf([latest, small])).toEqual(['ml-latest 1', 'ml-latest-small 8']);
    expect(usersOf([small, latest])).toEqual(['ml-latest-small 7', 'ml-latest-small 8']);
    expect(usersOf([small])).toContain('ml-latest-small 583');
  });

  it('keeps one id of a person who is both known and found, in either order of the sets', () => {
    const latest = dataset('ml-latest', history(1, 9, 1000));
    const small = dataset('ml-latest-small', history(263, 9, 1000));
    for (const sets of [
      [latest, small],
      [small, latest],
    ]) {
      const { users } = poolDatasets(sets);
      expect(users.map(({ set }) => sets[set].name)).toEqual(['ml-latest']);
    }
  });

  it('refuses to mix ml-100k, which numbers its movies in its own way, with others', () => {
    const sets = [dataset('ml-100k', history(1, 9, 1000)), dataset('ml-1m', [])];
    expect(() => poolDatasets(sets)).toThrow(
      expect.objectContaining({ code: 'dataset.movie-ids' }),
    );
    expect(poolDatasets(sets.slice(0, 1)).users).toHaveLength(1);
  });

  it('joins the catalogues by id and prefers the record with links', () => {
    const { dataset: pool } = poolDatasets([
      dataset('a', [], [movie(3, 'three'), movie(1, 'one', 11)]),
      dataset('b', [], [movie(2, 'two'), movie(3, 'three linked', 33), movie(1, 'other', 99)]),
    ]);
    expect(pool.movies.map(({ rawTitle }) => rawTitle)).toEqual(['one', 'two', 'three linked']);
  });

  it('is the same set again for one set without duplicates', () => {
    const rows = history(1, 5, 1000);
    expect(ratingRows(poolDatasets([dataset('a', rows)]).dataset.ratings)).toEqual(rows);
  });
});
