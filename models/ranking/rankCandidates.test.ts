import { describe, expect, it } from 'vitest';
import { inRankingOrder } from './rankCandidates';

const movies = Int32Array.of(40, 7, 12, 3);

describe('the ranking of candidates', () => {
  it('has the best score first, and keeps score and stars with their movie', () => {
    const scores = Float32Array.of(1.5, 3, 3.5, 1);
    const stars = Float32Array.of(2, 4, 5, 3.5);
    expect(inRankingOrder(movies, { scores, stars })).toEqual([
      { movie: 12, score: 3.5, stars: 5 },
      { movie: 7, score: 3, stars: 4 },
      { movie: 40, score: 1.5, stars: 2 },
      { movie: 3, score: 1, stars: 3.5 },
    ]);
  });

  it('puts the lower index first among equals, whatever their stars', () => {
    const scores = Float32Array.of(1, 1, 1, 1);
    const stars = Float32Array.of(5, 3, 2, 1);
    const ranked = inRankingOrder(movies, { scores, stars });
    expect(ranked.map(({ movie }) => movie)).toEqual([3, 7, 12, 40]);
  });

  it('gives nothing for no candidates', () => {
    const none = new Float32Array(0);
    expect(inRankingOrder(new Int32Array(0), { scores: none, stars: none })).toEqual([]);
  });
});
