import { describe, expect, test } from 'vitest';
import type { Entry } from '../../state/contract';
import { orderedIds, sortOptions } from './filmLists';
import { steadyOrder } from './steadyOrder';

function entry(movieId: number, halfStars: number): Entry {
  const blank = { ratedAt: null, watchlistedAt: null, hiddenAt: null, updatedAt: 0, note: '' };
  return { ...blank, movieId, halfStars };
}

const TITLES: Readonly<Record<number, string>> = {
  1: 'The Birds',
  2: 'Été',
  3: 'Alien',
  4: 'Zodiac',
};
const entries = [entry(4, 6), entry(1, 9), entry(3, 6), entry(2, 10)];
const inputs = {
  entries,
  titleOf: (movieId: number) => TITLES[movieId],
  starsOf: ({ halfStars }: Entry) => halfStars ?? 0,
};

describe('a list', () => {
  test('by date stays as the library gives it, newest first', () => {
    expect(orderedIds({ ...inputs, sort: 'date' })).toEqual([4, 1, 3, 2]);
  });

  test('by stars puts the best first, and the newer of equals ahead', () => {
    expect(orderedIds({ ...inputs, sort: 'rating' })).toEqual([2, 1, 4, 3]);
  });

  test('by title forgets articles and accents', () => {
    expect(orderedIds({ ...inputs, sort: 'title' })).toEqual([3, 1, 2, 4]);
  });

  test('of films set aside has no stars to be sorted by', () => {
    expect(sortOptions('hidden').map(({ value }) => value)).toEqual(['date', 'title']);
  });
});

describe('while somebody works in a list', () => {
  test('a new rating does not move its film', () => {
    const shown = [1, 2, 3];
    expect(steadyOrder(shown, [3, 1, 2])).toBe(shown);
  });

  test('a film that left closes the gap', () => {
    expect(steadyOrder([1, 2, 3], [3, 1])).toEqual([1, 3]);
  });

  test('a film that came puts the list in order anew', () => {
    expect(steadyOrder([1, 2, 3], [4, 3, 2, 1])).toEqual([4, 3, 2, 1]);
  });
});
