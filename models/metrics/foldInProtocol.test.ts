import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { exampleHistory } from '../testing/examples';
import { given, splitPerson } from './foldInProtocol';

const pairsOf = ({ movies, halfStars }: History): string[] =>
  Array.from(movies, (movie, i) => `${movie}:${halfStars[i]}`);

const size = fc.integer({ min: 0, max: 120 });
const seed = fc.integer({ min: 0, max: 1000 });

describe('the split of a held-out person', () => {
  it('puts every rating into the pool or the held-out part, never both', () => {
    fc.assert(
      fc.property(size, seed, (n, s) => {
        const history = exampleHistory(300, n, s);
        const { pool, heldOut } = splitPerson(history, createRandom(s));
        expect([...pairsOf(pool), ...pairsOf(heldOut)].sort()).toEqual(pairsOf(history).sort());
      }),
    );
  });

  it('gives the pool 80 %, rounded down', () => {
    fc.assert(
      fc.property(size, seed, (n, s) => {
        const { pool } = splitPerson(exampleHistory(300, n, s), createRandom(s));
        // In integers, where nothing is rounded.
        expect(pool.movies).toHaveLength((4 * n - ((4 * n) % 5)) / 5);
      }),
    );
  });

  it('takes the likes, from four stars on, among the held-out ratings as targets', () => {
    const history = {
      movies: Int32Array.from({ length: 50 }, (_, i) => 2 * i),
      halfStars: Uint8Array.from({ length: 50 }, (_, i) => 1 + (i % 10)),
    };
    const { heldOut, targets } = splitPerson(history, createRandom(4));
    const liked = Array.from(heldOut.movies).filter((_, i) => heldOut.halfStars[i] > 7);
    expect(liked.length).toBeGreaterThan(0);
    expect(liked.length).toBeLessThan(heldOut.movies.length);
    expect([...targets].sort()).toEqual(liked.sort());
  });

  it('is the same for the same seed and another for another', () => {
    const history = exampleHistory(300, 40);
    const split = (s: number): string[] => pairsOf(splitPerson(history, createRandom(s)).pool);
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });
});

describe('what is given of a person', () => {
  const person = splitPerson(exampleHistory(300, 50, 8), createRandom(3));

  it('grows by adding: fewer ratings are a part of more', () => {
    for (let n = 1; n <= 40; n++) {
      expect(pairsOf(given(person, n))).toHaveLength(n);
      expect(pairsOf(given(person, n))).toEqual(
        expect.arrayContaining(pairsOf(given(person, n - 1))),
      );
    }
  });

  it('is the whole pool at most, and in movie order', () => {
    for (const n of [40, 41, Infinity]) {
      const whole = given(person, n);
      expect(pairsOf(whole).sort()).toEqual(pairsOf(person.pool).sort());
      expect(whole.movies).toEqual(person.pool.movies.toSorted());
    }
  });

  it('is nothing for n = 0', () => {
    expect(given(person, 0).movies).toHaveLength(0);
  });
});
