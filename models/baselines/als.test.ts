import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { eliminate } from '../testing/elimination';
import { exampleHistory, exampleInteractions, largestDifference } from '../testing/examples';
import { exampleTrainingSet } from '../testing/trainingSets';
import { alsRecipe, type AlsSettings } from './als';
import type { SystemState } from './system';

const MOVIES = 14;
const USERS = 9;
const SETTINGS: AlsSettings = {
  rank: 3,
  iterations: 10,
  regularization: 0.1,
  centring: 'biases',
};
const set = exampleTrainingSet(exampleInteractions(MOVIES, [9, 4, 12, 0, 7, 5, 10, 3, 8]));
const everyMovie = Int32Array.from({ length: MOVIES }, (_, movie) => movie);

/** `(Σ f fᵀ + λ n I)⁻¹ Σ t f`, written out and eliminated. */
function ridge(factors: readonly number[][], targets: readonly number[], lambda: number): number[] {
  const rank = factors[0].length;
  const matrix = Array.from({ length: rank }, (_, i) =>
    Array.from(
      { length: rank },
      (_unused, j) =>
        factors.reduce((sum, f) => sum + f[i] * f[j], 0) + (i === j ? lambda * factors.length : 0),
    ),
  );
  const right = Array.from({ length: rank }, (_, i) =>
    factors.reduce((sum, f, h) => sum + targets[h] * f[i], 0),
  );
  return eliminate(matrix, right);
}

function factorsOf(state: SystemState, { rank }: AlsSettings): number[][] {
  return Array.from({ length: MOVIES }, (_, movie) =>
    Array.from(state.factors.subarray(movie * rank, (movie + 1) * rank)),
  );
}

/** What the baseline says about a person's ratings, from the learned constants. */
function baselineOf(state: SystemState, { movies, halfStars }: History): (movie: number) => number {
  const [mean, shrinkage] = state.baseline;
  const deviations = Array.from(
    movies,
    (movie, h) => halfStars[h] / 2 - mean - state.movieBias[movie],
  );
  const personal = deviations.reduce((sum, value) => sum + value, 0) / (movies.length + shrinkage);
  return (movie) => mean + personal + state.movieBias[movie];
}

function residualsOf(state: SystemState, history: History): number[] {
  const baseline = baselineOf(state, history);
  return Array.from(history.movies, (movie, h) => history.halfStars[h] / 2 - baseline(movie));
}

function embeddingOf(state: SystemState, settings: AlsSettings, history: History): number[] {
  const factors = factorsOf(state, settings);
  const rated = Array.from(history.movies, (movie) => factors[movie]);
  return ridge(rated, residualsOf(state, history), settings.regularization);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

describe.each(['nothing', 'mean', 'biases'] as const)('ALS on ratings minus %s', (centring) => {
  const settings = { ...SETTINGS, centring };

  it('predicts for an unseen person what the normal equations give', async () => {
    const recipe = alsRecipe(settings);
    const state = await recipe.train(set, { seed: 1 });
    const system = await recipe.open(state, set);
    const history = exampleHistory(MOVIES, 6, 77);
    const user = embeddingOf(state, settings, history);
    const baseline = baselineOf(state, history);
    const expected = factorsOf(state, settings).map((factor, movie) =>
      Math.min(5, Math.max(0.5, baseline(movie) + dot(user, factor))),
    );
    const predicted = await system.predictStars?.(history, everyMovie);
    expect(largestDifference(predicted ?? [], expected)).toBeLessThan(1e-4);
  });

  it('ends where solving any movie again changes nothing', async () => {
    const patient = { ...settings, iterations: 400 };
    const state = await alsRecipe(patient).train(set, { seed: 2 });
    const factors = factorsOf(state, patient);
    const people = Array.from({ length: USERS }, (_, user) => historyOf(set.interactions, user));
    for (let movie = 0; movie < MOVIES; movie++) {
      const raters = people.filter((history) => history.movies.includes(movie));
      const targets = raters.map(
        (history) => residualsOf(state, history)[history.movies.indexOf(movie)],
      );
      const users = raters.map((history) => embeddingOf(state, patient, history));
      const solved = ridge(users, targets, patient.regularization);
      expect(largestDifference(factors[movie], solved)).toBeLessThan(2e-3);
    }
  });
});

describe('ALS', () => {
  it('fills the holes of a table of rank one', async () => {
    const tastes = [1, 2, 1, 2, 2, 1, 2, 1];
    const qualities = [1, 2, 3, 4, 5, 3];
    const isHole = (user: number, movie: number): boolean => (user + movie) % 4 === 0;
    const rows = tastes.map((taste, user) =>
      qualities.flatMap((quality, movie) =>
        isHole(user, movie) ? [] : [{ movie, halfStars: taste * quality }],
      ),
    );
    const offsets = Int32Array.of(0, ...rows.map((row) => row.length));
    for (let user = 0; user < rows.length; user++) offsets[user + 1] += offsets[user];
    const table = exampleTrainingSet({
      userCount: tastes.length,
      movieCount: qualities.length,
      offsets,
      movies: Int32Array.from(rows.flat(), ({ movie }) => movie),
      halfStars: Uint8Array.from(rows.flat(), ({ halfStars }) => halfStars),
    });
    const settings = {
      rank: 1,
      iterations: 50,
      regularization: 1e-4,
      centring: 'nothing',
    } as const;
    const recipe = alsRecipe(settings);
    const system = await recipe.open(await recipe.train(table, { seed: 3 }), table);
    for (const [user, taste] of tastes.entries()) {
      const holes = qualities.flatMap((_, movie) => (isHole(user, movie) ? [movie] : []));
      const stars = await system.starsOfUser?.(user, Int32Array.from(holes));
      const expected = holes.map((movie) => (taste * qualities[movie]) / 2);
      expect(largestDifference(stars ?? [], expected)).toBeLessThan(0.01);
    }
  });

  it('orders the movies by predicted stars', async () => {
    const recipe = alsRecipe(SETTINGS);
    const system = await recipe.open(await recipe.train(set, { seed: 1 }), set);
    const history = exampleHistory(MOVIES, 2, 5);
    const scores = await system.scores(history);
    const stars = (await system.predictStars?.(history, everyMovie)) ?? new Float32Array();
    const constant = stars[0] - scores[0];
    expect(stars.every((value) => value > 0.5 && value < 5)).toBe(true);
    expect(
      largestDifference(
        stars,
        scores.map((score) => score + constant),
      ),
    ).toBeLessThan(1e-5);
  });

  it('predicts for somebody without ratings the mean and the bias of the movie', async () => {
    const recipe = alsRecipe(SETTINGS);
    const state = await recipe.train(set, { seed: 1 });
    const system = await recipe.open(state, set);
    const nobody = { movies: new Int32Array(), halfStars: new Uint8Array() };
    const expected = Array.from(state.movieBias, (bias) => state.baseline[0] + bias);
    const stars = await system.predictStars?.(nobody, everyMovie);
    expect(largestDifference(stars ?? [], expected)).toBeLessThan(1e-5);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(alsRecipe(SETTINGS).train(set, { seed: 1, signal })).rejects.toThrow('enough');
  });
});
