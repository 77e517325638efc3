/** @file Any entry that the person could have made, for property tests. */
import * as fc from 'fast-check';
import { isBlank, type Entry } from '../entry';

const MAX_ID = 60;
const MAX_TIME = 4_000_000_000_000;

const time = fc.integer({ min: 0, max: MAX_TIME });
const maybeTime = fc.option(time);

export const entryArbitrary: fc.Arbitrary<Entry> = fc
  .record({
    movieId: fc.integer({ min: 1, max: MAX_ID }),
    rating: fc.option(
      fc.record({ halfStars: fc.integer({ min: 1, max: 10 }), ratedAt: maybeTime }),
    ),
    watchlistedAt: maybeTime,
    hiddenAt: maybeTime,
    updatedAt: time,
    note: fc.string({ unit: 'grapheme' }),
  })
  .map(({ rating, ...rest }) => ({
    ...rest,
    halfStars: rating?.halfStars ?? null,
    ratedAt: rating?.ratedAt ?? null,
  }))
  .filter((entry) => !isBlank(entry));

/** At most one entry for each movie. */
export const entriesArbitrary = fc.uniqueArray(entryArbitrary, {
  selector: ({ movieId }) => movieId,
  maxLength: 20,
});
