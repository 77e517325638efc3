import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary, OUT_OF_VOCABULARY } from './vocabulary';

describe('createVocabulary', () => {
  it('gives every id a row of its own from 1 up, and back', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.string())), (ids) => {
        const vocabulary = createVocabulary(ids);
        const distinct = new Set(ids);
        expect(vocabulary.size).toBe(distinct.size + 1);
        const rows = [...distinct].map((id) => vocabulary.indexOf(id));
        expect(rows).toEqual(rows.map((_, position) => position + 1));
        expect(rows.map((row) => vocabulary.idAt(row))).toEqual([...distinct]);
      }),
    );
  });

  it('sends every other id to row 0, which has none', () => {
    const vocabulary = createVocabulary<string>(['a', 'b']);
    expect(vocabulary.indexOf('c')).toBe(OUT_OF_VOCABULARY);
    expect(vocabulary.idAt(OUT_OF_VOCABULARY)).toBeNull();
    expect([...vocabulary.indicesOf(['b', 'z', 'a'])]).toEqual([2, 0, 1]);
  });

  it('keeps the number 1 and the text "1" apart', () => {
    const vocabulary = createVocabulary<number | string>([1]);
    expect(vocabulary.indexOf('1')).toBe(OUT_OF_VOCABULARY);
  });

  it('refuses rows that it does not have', () => {
    const vocabulary = createVocabulary([7]);
    for (const row of [2, -1, 0.5]) expect(() => vocabulary.idAt(row)).toThrow(RangeError);
  });
});
