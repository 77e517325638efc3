import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { foldInAll } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { createSpace, itemTable, priorWeight, queryOf, type TwoTowerSpace } from '../towers/space';
import { dotProducts } from '../towers/dotProducts';
import { ContributionSplitter } from './contributions';

const MOVIES = 40;
const popularity = Float32Array.from({ length: MOVIES }, (_, movie) => (movie % 5) - 2);
const prior = { weight: curveOf((n) => 0.5 / (1 + n / 3)), popularity };
const first = exampleBlock(MOVIES, 6, 1);
const second = { ...exampleBlock(MOVIES, 3, 2), weight: 0.4 };
const spaces = {
  one: createSpace([first], prior),
  two: createSpace([first, second], prior),
};

/** Retrieval score of a movie without popularity: what the ratings must account for. */
function scoreFromRatings(space: TwoTowerSpace, history: History, movie: number): number {
  const user = foldInAll(space, history);
  const ratings = history.movies.length;
  const scores = dotProducts(itemTable(space), queryOf(space, user, ratings));
  return scores[movie] - priorWeight(prior, ratings) * popularity[movie];
}

const split = (space: TwoTowerSpace, history: History, movie: number): Float64Array =>
  new ContributionSplitter(space, foldInAll(space, history), history).contributions(movie);

describe('the contributions of the rated movies', () => {
  it.each(['one', 'two'] as const)('sum to the retrieval score in a space of %s', (name) => {
    const space = spaces[name];
    const size = fc.integer({ min: 1, max: 30 });
    const movie = fc.integer({ min: 0, max: MOVIES - 1 });
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 999 }), movie, (n, seed, target) => {
        const history = exampleHistory(MOVIES, n, seed);
        const parts = split(space, history, target);
        const score = scoreFromRatings(space, history, target);
        expect(parts).toHaveLength(n);
        expect(Math.abs(parts.reduce((a, b) => a + b) - score)).toBeLessThan(1e-4);
      }),
    );
  });

  it('of one rating is the whole score', () => {
    const history = exampleHistory(MOVIES, 1, 3);
    const [part] = split(spaces.two, history, 8);
    expect(part).toBeCloseTo(scoreFromRatings(spaces.two, history, 8), 5);
  });

  it('are the sums of those in each block', () => {
    const history = exampleHistory(MOVIES, 7, 4);
    const alone = [first, second].map((block) => split(createSpace([block], prior), history, 20));
    const expected = alone[0].map((part, h) => part + alone[1][h]);
    expect(largestDifference(split(spaces.two, history, 20), expected)).toBeLessThan(1e-6);
  });

  it('are signed: of a movie and its mirror image one speaks for, one against', () => {
    const embedding = first.embedding.slice();
    for (let i = 0; i < 6; i++) embedding[6 + i] = -embedding[i];
    const space = createSpace([{ ...first, embedding }], prior);
    // Movie 0 rated five stars.
    const history = { movies: Int32Array.of(0, 9), halfStars: [10, 6] };
    const [towards] = split(space, history, 0);
    const [against] = split(space, history, 1);
    expect(towards).toBeGreaterThan(0);
    expect(against).toBeCloseTo(-towards, 6);
  });

  it('do not change the embeddings, and can be asked for any number of movies', () => {
    const before = first.embedding.slice();
    const history = exampleHistory(MOVIES, 5);
    const user = foldInAll(spaces.one, history);
    const splitter = new ContributionSplitter(spaces.one, user, history);
    const once = splitter.contributions(3);
    splitter.contributions(4);
    expect(splitter.contributions(3)).toEqual(once);
    expect(first.embedding).toEqual(before);
  });

  it('are none for an empty history, and zero when every target is zero', () => {
    const nobody = exampleHistory(MOVIES, 0);
    expect(split(spaces.two, nobody, 3)).toHaveLength(0);
    const disliker = { movies: Int32Array.of(2, 5), halfStars: [1, 1] };
    expect(Array.from(split(spaces.two, disliker, 3), Math.abs)).toEqual([0, 0]);
  });
});
