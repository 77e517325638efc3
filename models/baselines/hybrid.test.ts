import { describe, expect, it } from 'vitest';
import { exampleHistory, exampleInteractions, largestDifference } from '../testing/examples';
import { exampleTrainingSet } from '../testing/trainingSets';
import { alsRecipe } from './als';
import { hybridRecipe } from './hybrid';
import { ialsRecipe } from './ials';

const MOVIES = 16;
const set = exampleTrainingSet(exampleInteractions(MOVIES, [8, 5, 13, 10, 6]));
const stars = alsRecipe({ rank: 2, iterations: 5, regularization: 0.1, centring: 'biases' });
const likes = ialsRecipe({
  dimensions: 3,
  alternations: 4,
  unobservedWeight: 0.2,
  regularization: 0.02,
  priorBoost: 1,
  priorHalfLife: 5,
  popularityWeight: 0.3,
  popularityHalfLife: 4,
});
const history = exampleHistory(MOVIES, 6, 33);
const OPTIONS = { seed: 1 };

function standardize(values: ArrayLike<number>): number[] {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, v) => sum + (v - mean) ** 2, 0) / list.length);
  return list.map((value) => (value - mean) / deviation);
}

async function openedAlone(recipe: typeof stars) {
  return recipe.open(await recipe.train(set, OPTIONS), set);
}

describe('a hybrid', () => {
  it.each([0, 0.3, 1])('adds standardised scores, the first with share %d', async (share) => {
    const recipe = hybridRecipe(stars, likes, { share });
    const system = await recipe.open(await recipe.train(set, OPTIONS), set);
    const first = standardize(await (await openedAlone(stars)).scores(history));
    const second = standardize(await (await openedAlone(likes)).scores(history));
    const expected = first.map((value, m) => share * value + (1 - share) * second[m]);
    const actual = await system.scores(history);
    const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
    expect(
      largestDifference(
        actual.map((value) => value - mean),
        expected,
      ),
    ).toBeLessThan(1e-5);
  });

  it('predicts the stars of its first part', async () => {
    const recipe = hybridRecipe(stars, likes, { share: 0.5 });
    const system = await recipe.open(await recipe.train(set, OPTIONS), set);
    const movies = Int32Array.of(0, 7, 15);
    const alone = await openedAlone(stars);
    expect(await system.predictStars?.(history, movies)).toEqual(
      await alone.predictStars?.(history, movies),
    );
  });

  it('cannot be made of a system that is no dot product', async () => {
    const noTable = {
      ...likes,
      open: () => ({ scores: () => new Float32Array(MOVIES), dispose: () => undefined }),
    };
    const recipe = hybridRecipe(noTable, likes, { share: 0.5 });
    const state = await recipe.train(set, OPTIONS);
    await expect(recipe.open(state, set)).rejects.toThrow('no table');
  });
});
