import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { parseWholeNumber, splitCsv } from './fields';

describe('splitCsv', () => {
  it('reads back every line that papaparse writes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'é', '|') }), {
          minLength: 1,
        }),
        fc.boolean(),
        (fields, quotes) => {
          const line = Papa.unparse([fields], { quotes });
          expect(splitCsv(line)).toEqual(fields);
        },
      ),
    );
  });

  it('understands commas, doubled quotes and empty fields', () => {
    expect(splitCsv('7789,"11\'09""01 - September 11 (2002)",Drama')).toEqual([
      '7789',
      '11\'09"01 - September 11 (2002)',
      'Drama',
    ]);
    expect(splitCsv('1,"Matrix, The (1999)",')).toEqual(['1', 'Matrix, The (1999)', '']);
    expect(splitCsv(',"",')).toEqual(['', '', '']);
    expect(splitCsv('')).toEqual(['']);
  });

  it('takes a quote inside a field without quotes as it is', () => {
    expect(splitCsv('1,My "A" film,Drama')).toEqual(['1', 'My "A" film', 'Drama']);
  });

  it('says what is wrong with a broken quote', () => {
    expect(splitCsv('1,"Matrix, The (1999),Action')).toEqual({
      malformed: 'a quote is not closed',
    });
    expect(splitCsv('1,"Matrix" The,Action')).toEqual({
      malformed: 'text follows a closing quote',
    });
  });
});

describe('parseWholeNumber', () => {
  it('takes digits up to 2^31 - 1 and nothing else', () => {
    expect(parseWholeNumber('0114709')).toBe(114709);
    expect(parseWholeNumber('2147483647')).toBe(2147483647);
    for (const text of ['2147483648', '-1', '1.5', '', ' 1', '1e3', 'x', '99999999999']) {
      expect(parseWholeNumber(text)).toBeNull();
    }
  });
});
