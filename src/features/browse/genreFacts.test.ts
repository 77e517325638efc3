import { expect, test } from 'vitest';
import { genreFacts, genreFactsInWords } from './genreFacts';
import { yearSpan } from './yearSpan';

const columns = {
  genreNames: ['Drama', 'Film-Noir'],
  //       noir  noir  both  drama none  noir
  genres: [0b10, 0b10, 0b11, 0b01, 0b00, 0b10],
  year: [1944, 1946, 1997, 2001, 1888, 0],
};

test('a genre’s films are counted, with their years and the decade of most of them', () => {
  const facts = genreFacts(columns, 'Film-Noir');
  expect(facts).toEqual({ count: 4, firstYear: 1944, lastYear: 1997, mainDecade: 1940 });
  expect(genreFactsInWords(facts)).toBe('4 films from 1944 to 1997, most of all from the 1940s.');
});

test('a decade with less than a third of the films is not named', () => {
  const year = [1951, 1962, 1973, 1984];
  const facts = genreFacts({ year, genres: [1, 1, 1, 1], genreNames: ['War'] }, 'War');
  expect(facts.mainDecade).toBeNull();
  expect(genreFactsInWords(facts)).toBe('4 films from 1951 to 1984.');
});

test('a genre that the pack does not know has no films', () => {
  expect(genreFactsInWords(genreFacts(columns, 'Opera'))).toBe('0 films.');
});

test('unknown years do not count as the year nought', () => {
  expect(yearSpan(columns.year)).toEqual([1888, 2001]);
  const now = new Date().getFullYear();
  expect(yearSpan([0, 0])).toEqual([now, now]);
});
