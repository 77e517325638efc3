import { describe, expect, it } from 'vitest';
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { exampleInteractions, largestDifference } from '../testing/examples';
import { eliminate } from '../testing/elimination';
import { Ease } from './ease';

const MOVIES = 12;
const interactions = exampleInteractions(MOVIES, [3, 6, 1, 9, 5, 2, 4]);

/** The textbook formula: invert `XᵀX + λI`, divide by the negated diagonal, zero the diagonal. */
function textbookWeights(of: Interactions, lambda: number): number[][] {
  const x = Array.from({ length: of.userCount }, (_, user) => {
    const row = new Array<number>(of.movieCount).fill(0);
    for (const movie of historyOf(of, user).movies) row[movie] = 1;
    return row;
  });
  const gram = Array.from({ length: of.movieCount }, (_, i) =>
    Array.from(
      { length: of.movieCount },
      (_unused, j) => x.reduce((sum, row) => sum + row[i] * row[j], 0) + (i === j ? lambda : 0),
    ),
  );
  const unit = (at: number): number[] =>
    Array.from({ length: of.movieCount }, (_, i) => (i === at ? 1 : 0));
  const columns = Array.from({ length: of.movieCount }, (_, j) => eliminate(gram, unit(j)));
  return Array.from({ length: of.movieCount }, (_, i) =>
    Array.from({ length: of.movieCount }, (_unused, j) =>
      i === j ? 0 : -columns[j][i] / columns[j][j],
    ),
  );
}

describe('EASE', () => {
  it.each([0.5, 3, 40])('scores like the textbook formula with a ridge of %d', (lambda) => {
    const ease = new Ease(interactions, lambda);
    const weights = textbookWeights(interactions, lambda);
    for (const history of [[], [4], [0, 5, 11], Array.from({ length: MOVIES }, (_, i) => i)]) {
      const expected = Array.from({ length: MOVIES }, (_, movie) =>
        history.reduce((sum, given) => sum + weights[given][movie], 0),
      );
      expect(largestDifference(ease.scores(history), expected)).toBeLessThan(1e-5);
    }
  });

  it('does not recommend a movie because of itself', () => {
    const ease = new Ease(interactions, 1);
    for (let movie = 0; movie < MOVIES; movie++) {
      expect(ease.scores([movie])[movie]).toBeCloseTo(0, 6);
    }
  });

  it('gives a movie that nobody rated the score zero', () => {
    const wider = { ...interactions, movieCount: MOVIES + 1 };
    expect(new Ease(wider, 1).scores([0, 1])[MOVIES]).toBeCloseTo(0, 6);
  });
});
