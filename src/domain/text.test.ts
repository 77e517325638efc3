import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldAccents, foldForMatching } from './text';

test('accents and case disappear', () => {
  expect(foldAccents('Amélie')).toBe('amelie');
  expect(foldAccents('Çà, ÿ Ñandú')).toBe('ca, y nandu');
});

test('letters that Unicode does not decompose are spelled out', () => {
  expect(foldAccents('Smørrebrød, Łódź, Cœur, Straße, Æon')).toBe(
    'smorrebrod, lodz, coeur, strasse, aeon',
  );
});

test('other scripts stay readable', () => {
  expect(foldForMatching('七人の侍')).toBe('七人の侍');
  expect(foldForMatching('Солярис!')).toBe('солярис');
});

test('punctuation separates words, apostrophes do not', () => {
  expect(foldForMatching("Singin' in the Rain")).toBe('singin in the rain');
  expect(foldForMatching('Thelma & Louise')).toBe('thelma and louise');
  expect(foldForMatching('Spider-Man: Into the Spider-Verse')).toBe(
    'spider man into the spider verse',
  );
  expect(foldForMatching('  --  ')).toBe('');
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = foldForMatching(text);
      expect(foldForMatching(once)).toBe(once);
    }),
  );
});
