import { expect, it } from 'vitest';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { foldInExactly } from '../towers/closedForm';
import { NextAnswer } from './questionsTrainingAnswer';

it('gives the embedding that folding in all answers at once gives', () => {
  const block = exampleBlock(50, 6);
  const { movies, halfStars } = exampleHistory(50, 7);
  const before = { movies: movies.slice(0, 6), halfStars: Array.from(halfStars).slice(0, 6) };
  const next = new NextAnswer(block, before);
  const exact = foldInExactly(block, { movies, halfStars });
  expect(largestDifference(next.after(movies[6], halfStars[6]), exact)).toBeLessThan(1e-5);
});
