import { describe, expect, it } from 'vitest';
import { likeCounts, ratingCounts } from './counts';

const interactions = {
  userCount: 3,
  movieCount: 4,
  offsets: Int32Array.of(0, 2, 2, 5),
  movies: Int32Array.of(0, 1, 0, 1, 3),
  halfStars: Uint8Array.of(8, 7, 10, 1, 9),
};

describe('counts of each movie', () => {
  it('are of likes from four stars on', () => {
    expect(likeCounts(interactions)).toEqual(Float32Array.of(2, 0, 0, 1));
  });

  it('are of ratings of any height', () => {
    expect(ratingCounts(interactions)).toEqual(Int32Array.of(2, 2, 0, 1));
  });
});
