import { describe, expect, it } from 'vitest';
import { largestDifference } from '../testing/examples';
import { exampleDescription } from '../testing/trainingSets';
import { termsOf, tfIdf } from './contentText';

const movie = exampleDescription({
  title: 'Amélie',
  overview: 'Amélie, 23, helps others.',
  tags: ['feel-good', 'Paris', 'paris'],
  directors: ['Jean-Pierre Jeunet'],
  actors: ['Audrey Tautou'],
});

describe('the terms of a movie', () => {
  it('are words without accents and capitals', () => {
    expect(termsOf(movie, ['title', 'overview'])).toEqual([
      'amelie',
      'amelie',
      '23',
      'helps',
      'others',
    ]);
  });

  it('keep names and tags whole, and apart from words', () => {
    expect(termsOf(movie, ['tags', 'people'])).toEqual([
      'tag feel-good',
      'tag paris',
      'tag paris',
      'name jean-pierre jeunet',
      'name audrey tautou',
    ]);
  });
});

describe('TF-IDF', () => {
  it('weighs by hand-computed frequencies and gives rows of unit length', () => {
    const documents = [['a', 'a', 'a', 'b'], ['a', 'c'], ['b'], ...noise(9)];
    const matrix = tfIdf(documents);
    const [a, b] = [(1 + Math.log(3)) * Math.log(12 / 2), Math.log(12 / 2)];
    const norm = Math.hypot(a, b);
    expect(largestDifference(matrix.values.subarray(0, 2), [a / norm, b / norm])).toBeLessThan(
      1e-6,
    );
    expect(matrix.values[2]).toBeCloseTo(1, 6);
    expect(matrix.values[3]).toBeCloseTo(1, 6);
  });

  it('leaves out terms of a single movie, and of more than a quarter of them', () => {
    const documents = [['rare', 'pair', 'common'], ['pair', 'common'], ['common'], ...noise(5)];
    const matrix = tfIdf(documents);
    expect(matrix.columns).toBe(1);
    expect(Array.from(matrix.offsets)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('is an empty matrix where nothing is written', () => {
    const matrix = tfIdf([[], []]);
    expect([matrix.rows, matrix.columns, matrix.values.length]).toEqual([2, 0, 0]);
  });
});

/** Movies that share no term with any other. */
function noise(count: number): string[][] {
  return Array.from({ length: count }, (_, i) => [`noise${i}`]);
}
