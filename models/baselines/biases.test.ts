import { expect, it } from 'vitest';
import { likeCounts } from '../dataset/counts';
import { historyOf } from '../dataset/interactions';
import { exampleInteractions } from '../testing/examples';
import { biasesRecipe } from './biases';

const interactions = exampleInteractions(20, [12, 9, 15, 7, 11]);
const set = { interactions, movies: [], users: [] };

it('predicts mean, movie bias and the bias of the person, and lists what is popular', async () => {
  const state = await biasesRecipe.train(set, { seed: 1 });
  const system = await biasesRecipe.open(state, set);
  const [mean] = state.mean;
  const history = historyOf(interactions, 2);
  const deviations = Array.from(history.movies, (movie, h) => {
    return history.halfStars[h] / 2 - mean - state.movieBias[movie];
  });
  const personal = deviations.reduce((sum, stars) => sum + stars, 0) / (deviations.length + 6);
  const predicted = await system.predictStars?.(history, Int32Array.of(0, 19));
  expect(mean).toBeCloseTo(
    interactions.halfStars.reduce((sum, rating) => sum + rating / 2, 0) / 54,
    10,
  );
  expect(predicted?.[0]).toBeCloseTo(mean + personal + state.movieBias[0], 5);
  expect(predicted?.[1]).toBeCloseTo(mean + personal + state.movieBias[19], 5);
  expect(await system.scores(history)).toEqual(likeCounts(interactions));
});
