import { describe, expect, it } from 'vitest';
import type { History } from '../../models/dataset/columns';
import { historyOf } from '../../models/dataset/interactions';
import { RANDOM_STARS_JOB, randomRatingsFold } from './randomRatings';
import { exampleSet } from './testing/examples';

const USERS = 15;
const set = exampleSet(
  80,
  Array.from({ length: USERS }, (_, user) => 1 + 3 * user),
);
const fold = randomRatingsFold(set, 1);
const pairsOf = ({ movies, halfStars }: History): string[] =>
  Array.from(movies, (movie, i) => `${movie}:${halfStars[i]}`);

describe('the random split of ratings', () => {
  it('holds out one rating in ten, and trains everybody on their others', () => {
    const heldOut = fold.people.reduce((sum, person) => sum + person.heldOut.movies.length, 0);
    expect(heldOut).toBe(Math.round(set.interactions.movies.length / 10));
    expect(fold.training.interactions.userCount).toBe(USERS);
    fold.people.forEach(({ pool, heldOut: rest }, user) => {
      expect(pairsOf(historyOf(fold.training.interactions, user))).toEqual(pairsOf(pool));
      const all = pairsOf(historyOf(set.interactions, user));
      expect([...pairsOf(pool), ...pairsOf(rest)].sort()).toEqual(all.sort());
    });
  });

  it('asks about known people by their row, or shows their history to who has no memory', async () => {
    const asked = { dispose: () => undefined, scores: () => new Float32Array(0) };
    const byRow = {
      ...asked,
      starsOfUser: (user: number, movies: Int32Array) =>
        Float32Array.from(movies, (movie) => 100 * user + movie),
      predictStars: () => new Float32Array(0),
    };
    const byHistory = {
      ...asked,
      predictStars: (history: History, movies: Int32Array) =>
        Float32Array.from(movies, (movie) => 100 * history.movies.length + movie),
    };
    const expected = (of: (user: number) => number): number[] =>
      fold.people.flatMap(({ heldOut }, user) =>
        Array.from(heldOut.movies, (movie) => 100 * of(user) + movie),
      );
    const stars = async (system: typeof byHistory): Promise<number[]> =>
      Array.from((await RANDOM_STARS_JOB.answer(system, fold, () => undefined)).stars);
    expect(await stars(byRow)).toEqual(expected((user) => user));
    expect(await stars(byHistory)).toEqual(
      expected((user) => fold.people[user].pool.movies.length),
    );
    expect(await RANDOM_STARS_JOB.answer(asked, fold, () => undefined)).toEqual({});
  });
});
