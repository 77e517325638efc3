import { expect, test } from 'vitest';
import { BROWSE } from '../../state/routes';
import { summaryOf } from './summary';

test('the line above the films says how many, and of what', () => {
  expect(summaryOf(86537, BROWSE)).toBe('86,537 films');
  expect(summaryOf(1, { ...BROWSE, query: ' heat ' })).toBe('1 film matches “heat”');
  const genres = { ...BROWSE, genres: ['Crime', 'War'] };
  expect(summaryOf(0, genres)).toBe('0 films in Crime or War');
  const all = { ...genres, query: 'heat', fromYear: 1990, toYear: 1999, hideSeen: true };
  expect(summaryOf(38, all)).toBe(
    '38 films match “heat” in Crime or War, from the 1990s, not rated by you',
  );
});
