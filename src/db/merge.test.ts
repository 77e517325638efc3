import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntry, type Entry } from './entry';
import { mergedEntry, revertedEntry } from './merge';
import { entryArbitrary } from './testing/arbitraries';

const pair = fc
  .tuple(entryArbitrary, entryArbitrary)
  .map(([a, b]): [Entry, Entry] => [a, { ...b, movieId: a.movieId }]);

function entry(fields: Partial<Entry>): Entry {
  return { ...blankEntry(1), ...fields };
}

describe('joining two entries of a movie', () => {
  it('gives the same whichever comes first', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(mergedEntry(a, b)).toEqual(mergedEntry(b, a));
      }),
    );
  });

  it('changes nothing when both are the same', () => {
    fc.assert(
      fc.property(entryArbitrary, (a) => {
        expect(mergedEntry(a, a)).toEqual(a);
      }),
    );
  });

  it('loses nothing that only one of them has', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const merged = mergedEntry(a, b);
        for (const field of ['halfStars', 'watchlistedAt', 'hiddenAt'] as const) {
          const isThere = a[field] !== null || b[field] !== null;
          expect(merged[field] !== null).toBe(isThere);
        }
        expect(merged.note !== '').toBe(a.note !== '' || b.note !== '');
      }),
    );
  });

  it('keeps the newer rating, even from the entry that was touched earlier', () => {
    const earlier = entry({ halfStars: 3, ratedAt: 20, updatedAt: 20 });
    const later = entry({ halfStars: 9, ratedAt: 10, hiddenAt: 30, updatedAt: 30 });
    expect(mergedEntry(earlier, later)).toEqual(
      entry({ halfStars: 3, ratedAt: 20, hiddenAt: 30, updatedAt: 30 }),
    );
  });
});

describe('taking a change back', () => {
  it('restores what was before when nothing happened since', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const reverted = revertedEntry(after, { movieId: before.movieId, before, after }, 99);
        expect(reverted).toEqual({ ...before, updatedAt: 99 });
      }),
    );
  });

  it('keeps what somebody else changed since', () => {
    const before = entry({ halfStars: 4, ratedAt: 1 });
    const after = entry({ halfStars: 8, ratedAt: 2 });
    const stored = entry({ halfStars: 8, ratedAt: 2, watchlistedAt: 3, note: 'again' });
    expect(revertedEntry(stored, { movieId: 1, before, after }, 9)).toEqual(
      entry({ halfStars: 4, ratedAt: 1, watchlistedAt: 3, note: 'again', updatedAt: 9 }),
    );
    const rerated = entry({ halfStars: 10, ratedAt: 5 });
    expect(revertedEntry(rerated, { movieId: 1, before, after }, 9)).toMatchObject({
      halfStars: 10,
      ratedAt: 5,
    });
  });

  it('leaves no entry behind where there was none', () => {
    const after = entry({ halfStars: 8, ratedAt: 2 });
    expect(revertedEntry(after, { movieId: 1, before: null, after }, 9)).toBeNull();
  });
});
