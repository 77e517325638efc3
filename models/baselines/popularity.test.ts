import { describe, expect, it } from 'vitest';
import { exampleTrainingSet } from '../testing/trainingSets';
import { popularityRecipe } from './popularity';

const interactions = {
  userCount: 3,
  movieCount: 4,
  offsets: Int32Array.of(0, 2, 2, 5),
  movies: Int32Array.of(0, 1, 0, 1, 3),
  halfStars: Uint8Array.of(8, 7, 10, 1, 9),
};

describe('popularity', () => {
  it('gives everybody the same list, most likes first', async () => {
    const set = exampleTrainingSet(interactions);
    const system = await popularityRecipe.open(await popularityRecipe.train(set, { seed: 1 }), set);
    const history = { movies: Int32Array.of(0), halfStars: Uint8Array.of(1) };
    expect(Array.from(await system.scores(history))).toEqual([2, 0, 0, 1]);
    expect(await system.scoresOfUser?.(2)).toEqual(await system.scores(history));
  });
});
