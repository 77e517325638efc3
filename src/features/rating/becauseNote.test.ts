import fc from 'fast-check';
import { expect, test } from 'vitest';
import { becauseNote } from './becauseNote';

test('names the film and what it was given', () => {
  expect(becauseNote('Heat', 10)).toBe('Because you rated Heat ★★★★★');
  expect(becauseNote('Alien', 9)).toBe('Because you rated Alien ★★★★½');
});

test('a long title is cut between words, and the stars stay', () => {
  expect(becauseNote('The Lord of the Rings: The Fellowship of the Ring', 10)).toBe(
    'Because you rated The Lord of the Rings: The… ★★★★★',
  );
  expect(becauseNote('Supercalifragilisticexpialidocious', 8)).toBe(
    'Because you rated Supercalifragilisticexpialidocio… ★★★★',
  );
});

test('is never longer than a card can show, whatever the title', () => {
  const longest = [...becauseNote('x'.repeat(100), 9)].length;
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 10 }),
      (title, stars) => {
        expect([...becauseNote(title, stars)].length).toBeLessThanOrEqual(longest);
      },
    ),
  );
});
