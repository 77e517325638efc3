import { expect, test } from 'vitest';
import { labelTexts } from './labelTexts';

test('a short title stays as it is', () => {
  expect(labelTexts(['Heat', 'M', 'Mission: Impossible'])).toEqual([
    'Heat',
    'M',
    'Mission: Impossible',
  ]);
});

test('films of a series keep what tells them apart', () => {
  expect(
    labelTexts([
      'Star Wars: Episode IV - A New Hope and More of It',
      'Star Wars: Episode V - The Empire Strikes Back',
      'The Lord of the Rings: The Two Towers',
      'The Lord of the Rings: The Return of the King',
    ]),
  ).toEqual([
    'A New Hope and More of It',
    'The Empire Strikes Back',
    'The Two Towers',
    'The Return of the King',
  ]);
});

test('a film on its own loses its subtitle', () => {
  expect(
    labelTexts([
      'Interview with the Vampire: The Vampire Chronicles',
      'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb',
    ]),
  ).toEqual(['Interview with the Vampire', 'Dr. Strangelove']);
});

test('a long title without a seam ends at a word, in an ellipsis', () => {
  expect(labelTexts(['Eternal Sunshine of the Spotless Mind'])).toEqual([
    'Eternal Sunshine of the Spotless…',
  ]);
  expect(labelTexts(['A'.repeat(50)])).toEqual([`${'A'.repeat(34)}…`]);
});
