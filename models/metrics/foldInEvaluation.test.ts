import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { exampleHistory } from '../testing/examples';
import {
  ALL_RATINGS,
  evaluatePerson,
  meanNdcg100,
  scoringSystem,
  type RecommendingSystem,
} from './foldInEvaluation';
import { splitPerson, type HeldOutPerson } from './foldInProtocol';

const MOVIES = 400;
const person = splitPerson(exampleHistory(MOVIES, 100, 1), createRandom(1));

/** Scores the person's targets highest. */
const perfectFor = ({ targets }: HeldOutPerson): RecommendingSystem =>
  scoringSystem('perfect', () =>
    Array.from({ length: MOVIES }, (_, movie) => (targets.has(movie) ? 1 : 0)),
  );

const noTargets: HeldOutPerson = { ...person, targets: new Set() };

describe('the evaluation of a person', () => {
  it('gives a perfect system 1 in every metric', async () => {
    expect(await evaluatePerson(perfectFor(person), person, ALL_RATINGS)).toEqual({
      ndcg100: 1,
      ndcg10: 1,
      recall20: 1,
      recall50: 1,
      hitRate10: 1,
    });
  });

  it('never lets the pool onto the list, however little of it is given', async () => {
    const lists: number[][] = [];
    const pool = new Set(person.pool.movies);
    const fond = scoringSystem('fond of the pool', () =>
      Array.from({ length: MOVIES }, (_, movie) => (pool.has(movie) ? 1 : 0)),
    );
    const watched: RecommendingSystem = {
      name: fond.name,
      recommend: async (...request) => {
        const list = Array.from(await fond.recommend(...request));
        lists.push(list);
        return list;
      },
    };
    for (const n of [0, 5, ALL_RATINGS]) await evaluatePerson(watched, person, n);
    expect(lists).toHaveLength(3);
    for (const list of lists) {
      expect(list).toHaveLength(100);
      expect(list.filter((movie) => pool.has(movie))).toEqual([]);
    }
  });

  it('shows the system the given ratings and nothing of the held-out ones', async () => {
    const seen: History[] = [];
    const curious = scoringSystem('curious', (history) => {
      seen.push(history);
      return new Float32Array(MOVIES);
    });
    await evaluatePerson(curious, person, 7);
    await evaluatePerson(curious, person, ALL_RATINGS);
    expect(seen.map(({ movies }) => movies.length)).toEqual([7, 80]);
    const heldOut = new Set(person.heldOut.movies);
    expect(seen.flatMap(({ movies }) => [...movies]).some((movie) => heldOut.has(movie))).toBe(
      false,
    );
  });

  it('measures a list by hand', async () => {
    const oneTarget = { ...person, targets: new Set([person.heldOut.movies[0]]) };
    const others = Array.from(person.heldOut.movies.subarray(1, 13));
    // The target comes thirteenth: discount 1 / log2(14).
    const system: RecommendingSystem = {
      name: 'thirteenth',
      recommend: () => Promise.resolve([...others, person.heldOut.movies[0]]),
    };
    expect(await evaluatePerson(system, oneTarget, 1)).toEqual({
      ndcg100: expect.closeTo(1 / Math.log2(14), 12) as number,
      ndcg10: 0,
      recall20: 1,
      recall50: 1,
      hitRate10: 0,
    });
  });

  it('says nothing about a person without targets', async () => {
    expect(await evaluatePerson(perfectFor(person), noTargets, 3)).toBeNull();
  });
});

describe('the mean NDCG@100', () => {
  it('is over the people who have targets', async () => {
    const other = splitPerson(exampleHistory(MOVIES, 60, 2), createRandom(2));
    const system = perfectFor(person);
    const mean = await meanNdcg100(system, [person, noTargets, other], ALL_RATINGS);
    const alone = await evaluatePerson(system, other, ALL_RATINGS);
    expect(alone?.ndcg100).toBeLessThan(1);
    expect(mean).toBeCloseTo((1 + (alone?.ndcg100 ?? NaN)) / 2, 12);
  });
});
