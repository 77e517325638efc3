import { describe, expect, it } from 'vitest';
import type { Interactions, UserRecord } from '../dataset/columns';
import { contextColumn, contextPriorOf } from './contextColumns';

const MOVIES = 5;
const YEAR_SECONDS = 31_556_952;
const ONE_BLOCK = [{ weight: 1 }];
const EPOCH = 30 * YEAR_SECONDS;

/** Each person likes the movies of their row and dislikes the last one. */
function likesOf(rows: readonly (readonly number[])[]): Interactions {
  const cells = rows.map((row) => [...row, MOVIES - 1]);
  const offsets = new Int32Array(rows.length + 1);
  cells.forEach((row, user) => (offsets[user + 1] = offsets[user] + row.length));
  return {
    userCount: rows.length,
    movieCount: MOVIES,
    offsets,
    movies: Int32Array.from(cells.flat()),
    halfStars: Uint8Array.from(cells.flat(), (movie) => (movie === MOVIES - 1 ? 3 : 9)),
  };
}

function person(gender: 'F' | 'M' | null, age: number | null, occupation: string | null) {
  return { userId: 1, gender, age, occupation } satisfies UserRecord;
}

function rowOf(columns: Float32Array | undefined, at: number): number[] {
  return Array.from(columns?.subarray(at * MOVIES, (at + 1) * MOVIES) ?? []);
}

describe('the column of a group', () => {
  it('is the shrunken share of likes against that of everybody, on a scale of roots', () => {
    const likes = Float64Array.of(3000, 0, 1000, 0);
    const everybody = Float64Array.of(5000, 2500, 2500, 0);
    // Shares .5, .25, .25, 0; those of the group with 1,000 likes of everybody: .7, .05, .25, 0.
    const roots = [0.5, 0.25, 0.25, 0].map(Math.sqrt);
    const mean = roots.reduce((a, b) => a + b) / 4;
    const deviation = Math.sqrt(roots.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4);
    const expected = [0.7, 0.05, 0.25, 0].map(
      (share, m) => (Math.sqrt(share) - roots[m]) / deviation,
    );
    contextColumn(likes, everybody).forEach((value, m) =>
      expect(value).toBeCloseTo(expected[m], 6),
    );
  });

  it('is nothing for a group without likes, and where nobody likes anything', () => {
    const none = new Float64Array(3);
    expect(Array.from(contextColumn(none, Float64Array.of(4, 2, 1)))).toEqual([0, 0, 0]);
    expect(Array.from(contextColumn(none, none))).toEqual([0, 0, 0]);
  });
});

describe('the context of some people', () => {
  const interactions = likesOf([[0], [0, 1], [2], [3]]);

  it('has the values that somebody told, ages in the groups of ML-1M', () => {
    const users = [
      person('M', 30, 'writer'),
      person('F', 27, 'artist'),
      null,
      person('F', 17, null),
    ];
    const prior = contextPriorOf(interactions, { users }, ONE_BLOCK);
    expect(prior?.values).toEqual([
      { kind: 'gender', value: 'F' },
      { kind: 'gender', value: 'M' },
      { kind: 'age', value: 1 },
      { kind: 'age', value: 25 },
      { kind: 'occupation', value: 'artist' },
      { kind: 'occupation', value: 'writer' },
    ]);
    const [women, men, , late20s] = [0, 1, 2, 3].map((at) => rowOf(prior?.columns, at));
    // Likes alone count: women like movies 0, 1 and 3, and nobody likes the last one.
    expect(women[3]).toBeGreaterThan(0);
    expect(women[2]).toBeLessThan(0);
    expect(men[0]).toBeGreaterThan(0);
    expect(men[1]).toBeLessThan(0);
    expect(late20s[0]).toBeGreaterThan(0);
    for (const column of [women, men, late20s]) expect(column[MOVIES - 1]).toBe(0);
  });

  it('knows at the begin of a period only who rated before, the late ones more', () => {
    const years = [0.1, 2.6, 2.6, 5.1];
    const lastRatedAt = Int32Array.from(years, (year) => EPOCH + year * YEAR_SECONDS);
    const people = { users: [null, null, null, null], lastRatedAt };
    const prior = contextPriorOf(interactions, people, ONE_BLOCK);
    const begins = prior?.values.map(({ value }) => (Number(value) - EPOCH) / YEAR_SECONDS) ?? [];
    expect(begins[0]).toBe(0.25);
    expect(begins.at(-1)).toBe(5.25);
    expect(begins).toHaveLength(21);
    // Only the first person has rated by then: movie 0 stands out, the later ones' movies do not.
    const first = rowOf(prior?.columns, 0);
    expect(first[0]).toBeGreaterThan(0);
    for (const later of [1, 2, 3]) expect(first[later]).toBeLessThan(0);
    const last = rowOf(prior?.columns, 20);
    expect(last[3]).toBeGreaterThan(last[2]);
    expect(last[2]).toBeCloseTo(last[1], 6);
    expect(last[3]).toBeGreaterThan(last[0]);
  });

  it('needs one period for those who ask after everybody', () => {
    const people = { users: [null, null, null, null], lastRatedAt: Int32Array.of(9, 0, 5, 7) };
    const all = contextPriorOf(interactions, people, ONE_BLOCK);
    const latest = contextPriorOf(interactions, people, ONE_BLOCK, 'latest');
    expect(latest?.values).toEqual(all?.values.slice(-1));
    expect(rowOf(latest?.columns, 0)).toEqual(rowOf(all?.columns, (all?.values.length ?? 0) - 1));
  });

  it('counts as much beside two blocks, whose scores are larger', () => {
    const people = { users: [person('F', null, null), null, null, null] };
    const one = contextPriorOf(interactions, people, ONE_BLOCK);
    const two = contextPriorOf(interactions, people, [{ weight: 1 }, { weight: 0.5 }]);
    Array.from(two?.weight.gender ?? []).forEach((weight, knot) =>
      expect(weight).toBeCloseTo(1.5 * (one?.weight.gender[knot] ?? NaN), 12),
    );
  });

  it('is none where nothing is known', () => {
    expect(contextPriorOf(interactions, { users: [null] }, ONE_BLOCK)).toBeNull();
    const lastRatedAt = new Int32Array(4);
    expect(contextPriorOf(interactions, { users: [], lastRatedAt }, ONE_BLOCK)).toBeNull();
  });
});
