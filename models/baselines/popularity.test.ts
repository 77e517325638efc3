import { describe, expect, it } from 'vitest';
import { likeCounts, ratingCounts } from './popularity';

const interactions = {
  userCount: 3,
  movieCount: 4,
  offsets: Int32Array.of(0, 2, 2, 5),
  movies: Int32Array.of(0, 1, 0, 1, 3),
  halfStars: Uint8Array.of(8, 7, 10, 1, 9),
};

describe('popularity', () => {
  it('counts likes from four stars on', () => {
    expect(Array.from(likeCounts(interactions))).toEqual([2, 0, 0, 1]);
  });

  it('counts ratings of any height', () => {
    expect(Array.from(ratingCounts(interactions))).toEqual([2, 2, 0, 1]);
  });
});
