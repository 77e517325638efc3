import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Explanation } from '../../state/contract';
import { contributionsOf, formatContribution, whySentence } from './contributions';

const titleOf = (movieId: number) => `Film ${movieId}`;
const explanation = (...contributions: number[]): Explanation => {
  const ratings = contributions.map((contribution, i) => ({
    movieId: i + 1,
    halfStars: 9,
    contribution,
  }));
  const groups = [
    { group: 'genres', contribution: -0.4 },
    { group: 'popularity', contribution: 0.1 },
    { group: 'period', contribution: 0 },
    { group: 'average pair', contribution: 0.25 },
  ] as const;
  const score = contributions.reduce((sum, value) => sum + value, 0.15);
  return { movieId: 99, stars: 4, ratings, score, popularity: 0.2, groups };
};
const barsOf = (explained: Explanation) =>
  contributionsOf(explained, titleOf).flatMap(({ items }) => items);

describe('the bars', () => {
  test('show the strongest ratings and the others as one', () => {
    const [ratings] = contributionsOf(explanation(9, 8, 7, 6, 5, 4, 3, 2, 1, -1, 0.5), titleOf);
    expect(ratings.items.map(({ label }) => label)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8].map(titleOf),
      '3 other ratings together',
    ]);
    expect(ratings.items[8].value).toBeCloseTo(0.5);
    expect(ratings.items[0]).toMatchObject({ detail: '★★★★½', movieId: 1 });
  });

  test('show nine ratings each by itself', () => {
    const [ratings] = contributionsOf(explanation(9, 8, 7, 6, 5, 4, 3, 2, 1), titleOf);
    expect(ratings.items).toHaveLength(9);
    expect(ratings.items[8].label).toBe('Film 9');
  });

  test('name what else counts in plain words, strongest first, popularity once', () => {
    const [, others] = contributionsOf(explanation(1), titleOf);
    expect(others.items.map(({ label }) => label)).toEqual([
      'Genres you go for',
      'How popular it is',
      'The same for every film',
    ]);
    expect(others.items[1].value).toBeCloseTo(0.3);
  });

  test('have no section of ratings for somebody without any', () => {
    const sections = contributionsOf(explanation(), titleOf);
    expect(sections.map(({ heading }) => heading)).toEqual(['What else counts']);
  });

  test('add up to the score, however many ratings there are', () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(values, (contributions) => {
        const explained = explanation(...contributions);
        const sum = barsOf(explained).reduce((s, { value }) => s + value, 0);
        expect(sum).toBeCloseTo(explained.score, 9);
      }),
    );
  });
});

describe('the sentence', () => {
  test('names what speaks most for it and most against it', () => {
    expect(whySentence('Heat', explanation(0.1, -0.4, 0.3), titleOf)).toBe(
      'Film 3 speaks most for it, Film 2 most against it.',
    );
  });

  test('does not invent an opponent', () => {
    expect(whySentence('Heat', explanation(0.1, 0.3), titleOf)).toBe(
      'Film 2 speaks most for it, and nothing you rated against it.',
    );
    expect(whySentence('Heat', explanation(-0.1), titleOf)).toBe(
      'Film 1 speaks most against it, and nothing you rated for it.',
    );
    expect(whySentence('Heat', explanation(), titleOf)).toBe(
      'Nothing you rated speaks for or against Heat yet.',
    );
  });
});

describe('of a film that is rated itself', () => {
  const own = (...contributions: number[]): Explanation => ({
    ...explanation(...contributions),
    movieId: 1,
  });

  test('the sentence speaks of that rating, not of the film', () => {
    expect(whySentence('Heat', own(0.3, -0.1), titleOf)).toBe(
      'Your own rating speaks most for it, Film 2 most against it.',
    );
    expect(whySentence('Heat', own(-0.3, 0.1), titleOf)).toBe(
      'Film 2 speaks most for it, your own rating most against it.',
    );
  });

  test('its bar is no link to the page that one reads', () => {
    const [bar, other] = barsOf(own(0.3, 0.1));
    expect(bar).toEqual({ label: 'This film', detail: '★★★★½', value: 0.3 });
    expect(other).toMatchObject({ label: 'Film 2', movieId: 2 });
  });
});

test('signs are written out, and nothing is a negative nought', () => {
  expect(formatContribution(0.314)).toBe('+0.31');
  expect(formatContribution(-0.08)).toBe('−0.08');
  expect(formatContribution(-0.001)).toBe('0.00');
});
