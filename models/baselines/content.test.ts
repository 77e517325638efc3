import { describe, expect, it } from 'vitest';
import { likeCounts } from '../dataset/counts';
import { exampleInteractions, largestDifference } from '../testing/examples';
import { exampleTrainingSet } from '../testing/trainingSets';
import { contentRecipe, type ContentSettings } from './content';
import { profileWeights } from './contentProfile';

const MOVIES = 10;
const GENRES = ['Action', 'Comedy', 'Drama', 'Horror'];
const SETTINGS: ContentSettings = {
  components: 5,
  textSources: ['title', 'tags'],
  textDimensions: 6,
  textWeight: 1,
  weight: 'log',
};
const set = exampleTrainingSet(
  exampleInteractions(MOVIES, [7, 3, 9, 5]),
  Array.from({ length: MOVIES }, (_, m) => ({
    title: m % 2 === 0 ? 'the night' : 'a day',
    year: 1950 + 7 * m,
    genres: GENRES.filter((_genre, g) => (m + g) % 3 === 0),
    tags: m < 3 ? ['slow'] : [],
  })),
);

async function trained(settings: ContentSettings) {
  const recipe = contentRecipe(settings);
  const state = await recipe.train(set, { seed: 1 });
  return { state, system: await recipe.open(state, set) };
}

describe('the weights of a profile', () => {
  it.each([
    ['log', [Math.log(1.5), Math.log(3.5), Math.log(6)]],
    ['deviation', [0.5 - 8 / 3, 2.5 - 8 / 3, 5 - 8 / 3]],
    ['normalised', [-1, -1 / 9, 1]],
  ] as const)('by %s', (weight, expected) => {
    expect(largestDifference(profileWeights(weight, [1, 5, 10]), expected)).toBeLessThan(1e-9);
  });
});

describe.each(['log', 'deviation', 'normalised'] as const)('content by %s', (weight) => {
  it('scores by the cosine with the weighted sum of the rated movies', async () => {
    const { state, system } = await trained({ ...SETTINGS, weight });
    const { components } = SETTINGS;
    const row = (m: number): number[] =>
      Array.from(state.items.subarray(m * components, (m + 1) * components));
    const history = { movies: Int32Array.of(1, 4, 8), halfStars: Uint8Array.of(9, 3, 6) };
    const weights = profileWeights(weight, history.halfStars);
    const profile = row(0).map((_, i) =>
      weights.reduce((sum, w, h) => sum + w * row(history.movies[h])[i], 0),
    );
    const expected = Array.from({ length: MOVIES }, (_, m) => {
      const dot = row(m).reduce((sum, value, i) => sum + value * profile[i], 0);
      return dot / Math.hypot(...profile) / Math.hypot(...row(m));
    });
    expect(largestDifference(await system.scores(history), expected)).toBeLessThan(1e-5);
  });
});

describe('content', () => {
  it('finds the twin of a movie that somebody likes', async () => {
    // Nobody rated anything, or the twins would differ by their ratings.
    const twins = exampleTrainingSet(exampleInteractions(MOVIES + 1, [0]), [
      ...set.movies,
      set.movies[6],
    ]);
    const recipe = contentRecipe({ ...SETTINGS, components: 50 });
    const system = await recipe.open(await recipe.train(twins, { seed: 1 }), twins);
    const scores = await system.scores({
      movies: Int32Array.of(6),
      halfStars: Uint8Array.of(10),
    });
    scores[6] = -Infinity;
    expect(scores.indexOf(Math.max(...scores))).toBe(MOVIES);
  });

  it.each([
    ['rated nothing', 'log', [], []],
    ['rated all alike, by deviation', 'deviation', [2, 5], [7, 7]],
  ] as const)('gives the popular movies to somebody who %s', async (_, weight, movies, stars) => {
    const { system } = await trained({ ...SETTINGS, weight });
    const history = { movies: Int32Array.from(movies), halfStars: Uint8Array.from(stars) };
    expect(await system.scores(history)).toEqual(likeCounts(set.interactions));
  });
});
