import { describe, expect, it } from 'vitest';
import type { SystemRecipe, TrainingSet } from '../../models/baselines/system';
import { LIKED_FROM_HALF_STARS } from '../../models/shapes';
import { chosenSettings, listsOf, tunedRecipe } from './tuned';
import { exampleSet } from './testing/examples';

const MOVIES = 120;
const set = exampleSet(
  MOVIES,
  Array.from({ length: 40 }, () => 30),
);

/** Everybody likes the movies below 40 and dislikes the others. */
const likedBelow40: TrainingSet = {
  ...set,
  interactions: {
    ...set.interactions,
    halfStars: Uint8Array.from(set.interactions.movies, (movie) =>
      movie < 40 ? LIKED_FROM_HALF_STARS : 2,
    ),
  },
};

interface Watched {
  readonly recipe: SystemRecipe;
  readonly trainedOn: number[];
  open: number;
}

/** Prefers low movie numbers for a direction of −1, high ones for 1. */
function directed(direction: number): Watched {
  const watched: Watched = {
    trainedOn: [],
    open: 0,
    recipe: {
      name: 'directed',
      settings: { direction },
      train: ({ interactions }, { onStep }) => {
        watched.trainedOn.push(interactions.userCount);
        onStep?.(1, 1, '');
        return Promise.resolve({ direction: Float64Array.of(direction) });
      },
      open: (state) => {
        watched.open++;
        return {
          scores: () =>
            Float32Array.from({ length: MOVIES }, (_, movie) => state.direction[0] * movie),
          dispose: () => watched.open--,
        };
      },
    },
  };
  return watched;
}

describe('settings chosen on validation people', () => {
  it('are the best for them, trained again on everybody', async () => {
    const candidates = [directed(1), directed(-1), directed(0.5)];
    const recipe = tunedRecipe(candidates.map((candidate) => candidate.recipe));
    const steps: string[] = [];
    const state = await recipe.train(likedBelow40, {
      seed: 3,
      onStep: (done, total) => steps.push(`${done}/${total}`),
    });
    expect(candidates.map(({ trainedOn }) => trainedOn)).toEqual([[36], [36, 40], [36]]);
    expect(chosenSettings(recipe, state)).toEqual({ direction: -1 });
    expect(steps).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(candidates.map(({ open }) => open)).toEqual([0, 0, 0]);
    const system = await recipe.open(state, likedBelow40);
    const history = { movies: new Int32Array(0), halfStars: [] };
    expect((await system.scores(history))[7]).toBe(-7);
  });

  it('name every candidate in the key of the cache', () => {
    const key = (...directions: number[]) =>
      JSON.stringify(tunedRecipe(directions.map((d) => directed(d).recipe)).settings);
    expect(key(1, 2)).not.toBe(key(1, 3));
  });

  it('are nothing for a recipe that leaves no choice', () => {
    expect(chosenSettings(directed(1).recipe, { direction: Float64Array.of(1) })).toBeNull();
  });
});

describe('lists of a trained system', () => {
  const scores = () => Float32Array.of(3, 1, 2);
  const history = { movies: new Int32Array(0), halfStars: [] };

  it('follow from its scores', async () => {
    const { recommend } = listsOf('plain', { scores, dispose: () => undefined });
    const list = await recommend(history, 2, (movie) => movie !== 0);
    expect(Array.from(list)).toEqual([2, 1]);
  });

  it('are its own where it has several stages', async () => {
    const staged = {
      scores,
      dispose: () => undefined,
      recommend: () => Promise.resolve([1, 2]),
    };
    expect(await listsOf('staged', staged).recommend(history, 2, () => true)).toEqual([1, 2]);
  });
});
