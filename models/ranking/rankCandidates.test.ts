import { describe, expect, it } from 'vitest';
import { rankCandidates, starsTerm } from './rankCandidates';

const candidates = {
  positions: Int32Array.of(40, 7, 12, 3),
  scores: Float32Array.of(3, 2.5, 2, 1),
};
const stars = Float32Array.of(2, 4, 5, 3.5);

describe('the ranking of candidates', () => {
  it('adds the weighted stars above the mean to the retrieval score', () => {
    const ranked = rankCandidates(candidates, stars, { mean: 3.5, starsWeight: 1 });
    // 3 − 1.5, 2.5 + 0.5, 2 + 1.5, 1 + 0.
    expect(ranked).toEqual([
      { movie: 12, score: 3.5, stars: 5 },
      { movie: 7, score: 3, stars: 4 },
      { movie: 40, score: 1.5, stars: 2 },
      { movie: 3, score: 1, stars: 3.5 },
    ]);
  });

  it('keeps the order of retrieval when stars weigh nothing', () => {
    const ranked = rankCandidates(candidates, stars, { mean: 3.5, starsWeight: 0 });
    expect(ranked.map(({ movie }) => movie)).toEqual([40, 7, 12, 3]);
  });

  it('puts the lower index first among equals', () => {
    const ties = { positions: Int32Array.of(9, 2, 5), scores: Float32Array.of(1, 1, 1) };
    const ranked = rankCandidates(ties, Float32Array.of(3, 3, 3), { mean: 3, starsWeight: 2 });
    expect(ranked.map(({ movie }) => movie)).toEqual([2, 5, 9]);
  });

  it('gives nothing for no candidates', () => {
    const none = { positions: new Int32Array(0), scores: new Float32Array(0) };
    expect(rankCandidates(none, new Float32Array(0), { mean: 3, starsWeight: 1 })).toEqual([]);
  });

  it('is neutral about the mean', () => {
    expect(starsTerm({ mean: 3.5, starsWeight: 0.4 }, 3.5)).toBe(0);
    expect(starsTerm({ mean: 3.5, starsWeight: 0.4 }, 1)).toBeCloseTo(-1, 12);
  });
});
