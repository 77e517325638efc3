import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { AUTOENCODER, autoencoderRecipe } from './autoencoder';
import { DCN, dcnRecipe } from './dcn';
import { multiTaskRecipe, TASK_WEIGHTS } from './multiTask';
import { NCF, NEU_MF, ncfRecipe } from './ncf';
import { RANKING, rankingRecipe } from './ranking';
import type { SystemRecipe, TrainedSystem, TrainingSet } from './system';
import { TWO_TOWER, twoTowerRecipe } from './twoTower';

const USERS = 120;
const MOVIES = 60;
/** Movies of the person's own taste that they have rated, of half of all. */
const OWN_RATINGS = 18;
const TESTED_PEOPLE = 30;
const SEED = 3;

/** Even people like even movies, odd people odd ones. Popularity and biases know nothing of that. */
const isOwn = (user: number, movie: number): boolean => user % 2 === movie % 2;

/** @param otherRatings movies of the other taste, which the person rated low */
function plantedHistory(user: number, otherRatings: number): History {
  const random = createRandom(100 + user);
  const order = random.shuffle(Array.from({ length: MOVIES }, (_, movie) => movie));
  const own = order.filter((movie) => isOwn(user, movie)).slice(0, OWN_RATINGS);
  const other = order.filter((movie) => !isOwn(user, movie)).slice(0, otherRatings);
  const movies = Int32Array.from([...own, ...other]).sort();
  const halfStars = Uint8Array.from(
    movies,
    (movie) => (isOwn(user, movie) ? 9 : 3) + random.integer(2),
  );
  return { movies, halfStars };
}

function plantedSet(otherRatings: number): TrainingSet {
  const rows = Array.from({ length: USERS }, (_, user) => plantedHistory(user, otherRatings));
  const size = OWN_RATINGS + otherRatings;
  return {
    interactions: {
      userCount: USERS,
      movieCount: MOVIES,
      offsets: Int32Array.from({ length: USERS + 1 }, (_, user) => user * size),
      movies: Int32Array.from(rows.flatMap(({ movies }) => Array.from(movies))),
      halfStars: Uint8Array.from(rows.flatMap(({ halfStars }) => Array.from(halfStars))),
    },
    movies: Array.from({ length: MOVIES }, (_, movie) => ({
      title: `Film ${movie}`,
      year: 1990,
      genres: [movie % 3 === 0 ? 'Drama' : 'War'],
      tags: [],
      directors: [`Director ${movie % 7}`],
      actors: [],
      overview: '',
    })),
    users: Array.from({ length: USERS }, (_, user) =>
      user % 5 === 0 ? null : { userId: user, gender: 'F', age: 30, occupation: 'writer' },
    ),
  };
}

/** Taste shows in what people rate. */
const FEW_OTHERS = 4;
/** Taste shows in how high they rate it. */
const MANY_OTHERS = 12;
const retrievalSet = plantedSet(FEW_OTHERS);
const ratingSet = plantedSet(MANY_OTHERS);

/** Small batches, so that few ratings still make enough steps. */
const towers = { ...TWO_TOWER, batchRows: 256, epochs: 12, dimensions: 8 } as const;
const ncf = { ...NCF, rate: 0.01, batchRows: 256, epochs: 10 } as const;
const autoencoder = { ...AUTOENCODER, hiddenUnits: 16, rate: 0.01, epochs: 20 } as const;
const small = { ...RANKING, batchRows: 32, epochs: 30, dimensions: 8, hidden: [32, 16] } as const;
const task = { layers: [16], ratingHidden: [32, 16], dimensions: 8 } as const;
const dcn = { ...DCN, batchRows: 32, epochs: 20, dimensions: 8, hidden: [32] } as const;

const retrieving: readonly SystemRecipe[] = [
  twoTowerRecipe('two-tower', { ...towers, ranking: null }),
  twoTowerRecipe('two-tower with log-q', { ...towers, logQ: true, ranking: null }),
  multiTaskRecipe('multi-task', { ...TASK_WEIGHTS.joint, ...task, batchRows: 256, epochs: 12 }),
  multiTaskRecipe('retrieval task', {
    ...TASK_WEIGHTS.retrieval,
    ...task,
    batchRows: 256,
    epochs: 12,
  }),
  ncfRecipe('ncf', ncf),
  ncfRecipe('neumf', { ...NEU_MF, ...ncf, factors: 16, dimensions: 8, epochs: 8 }),
  autoencoderRecipe('autoencoder', autoencoder),
  autoencoderRecipe('autoencoder of likes', { ...autoencoder, likedOnly: true }),
];

const rating: readonly SystemRecipe[] = [
  twoTowerRecipe('two-tower and ranking', { ...towers, epochs: 1, ranking: small }),
  rankingRecipe('ranking', small),
  rankingRecipe('regularised ranking', { ...small, dropout: 0.1, maxNorm: 3 }),
  multiTaskRecipe('rating task', { ...TASK_WEIGHTS.rating, ...task, batchRows: 64, epochs: 40 }),
  dcnRecipe('dcn', dcn),
];

const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(join(dirname(wasmEntry), '/'));

beforeAll(async () => {
  expect(await setBackend('wasm')).toBe(true);
});

/** How often an unrated movie of the person's taste is above one of the other taste. */
function orderAccuracy(user: number, history: History, scores: ArrayLike<number>): number {
  const rated = new Set(history.movies);
  const movies = Array.from({ length: MOVIES }, (_, movie) => movie).filter((m) => !rated.has(m));
  const own = movies.filter((movie) => isOwn(user, movie));
  const other = movies.filter((movie) => !isOwn(user, movie));
  return mean(own.flatMap((a) => other.map((b) => (scores[a] > scores[b] ? 1 : 0))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function trained(recipe: SystemRecipe, set: TrainingSet): Promise<TrainedSystem> {
  return recipe.open(await recipe.train(set, { seed: SEED }), set);
}

/** Mean over people, all of training or all strangers. */
async function overPeople(
  firstUser: number,
  measure: (user: number) => Promise<number>,
): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < TESTED_PEOPLE; i++) values.push(await measure(firstUser + i));
  return mean(values);
}

it.each(retrieving.map((recipe) => ({ name: recipe.name, recipe })))(
  '$name finds the planted taste of training people and of strangers',
  async ({ recipe }) => {
    const tensors = memory().numTensors;
    const system = await trained(recipe, retrievalSet);
    const accuracy = async (user: number): Promise<number> => {
      const history = plantedHistory(user, FEW_OTHERS);
      const isKnown = user < USERS && system.scoresOfUser;
      const scores = isKnown ? system.scoresOfUser?.(user) : system.scores(history);
      return orderAccuracy(user, history, (await scores) ?? []);
    };
    const [known, unknown] = [await overPeople(0, accuracy), await overPeople(USERS, accuracy)];
    const ofNobody = await system.scores({ movies: new Int32Array(0), halfStars: [] });
    system.dispose();
    // Popularity is right half of the time.
    expect(known).toBeGreaterThan(0.75);
    expect(unknown).toBeGreaterThan(0.75);
    expect(ofNobody).toHaveLength(MOVIES);
    expect(ofNobody.every(Number.isFinite)).toBe(true);
    expect(memory().numTensors).toBe(tensors);
  },
);

it.each(rating.map((recipe) => ({ name: recipe.name, recipe })))(
  '$name predicts stars of unrated movies by taste, for training people and strangers',
  async ({ recipe }) => {
    const tensors = memory().numTensors;
    const system = await trained(recipe, ratingSet);
    const error = async (user: number): Promise<number> => {
      const history = plantedHistory(user, MANY_OTHERS);
      const rated = new Set(history.movies);
      const movies = Int32Array.from({ length: MOVIES }, (_, movie) => movie).filter(
        (movie) => !rated.has(movie),
      );
      const stars =
        user < USERS ? system.starsOfUser?.(user, movies) : system.predictStars?.(history, movies);
      const predicted = (await stars) ?? [];
      return mean(
        Array.from(movies, (movie, i) => (predicted[i] - (isOwn(user, movie) ? 4.75 : 1.75)) ** 2),
      );
    };
    const [known, unknown] = [await overPeople(0, error), await overPeople(USERS, error)];
    system.dispose();
    // Without the taste, the best constant is 1.5 stars off on either side: 2.25.
    expect(known).toBeLessThan(1);
    expect(unknown).toBeLessThan(1);
    expect(memory().numTensors).toBe(tensors);
  },
);

describe('the neural systems', () => {
  const brief = dcnRecipe('dcn', { ...dcn, batchRows: 512, epochs: 1, dimensions: 2 });

  it('learn the same from the same seed, and something else from another', async () => {
    const [first, second, other] = [
      await brief.train(ratingSet, { seed: 1 }),
      await brief.train(ratingSet, { seed: 1 }),
      await brief.train(ratingSet, { seed: 2 }),
    ];
    expect(first).toEqual(second);
    expect(first.users).not.toEqual(other.users);
  });

  it('stop when asked to', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const onStep = (done: number): void => {
      steps.push(done);
      if (steps.length === 2) controller.abort();
    };
    const { signal } = controller;
    const training = twoTowerRecipe('two-tower', towers).train(ratingSet, {
      seed: 1,
      signal,
      onStep,
    });
    await expect(training).rejects.toThrow('abort');
    expect(steps).toHaveLength(2);
  });

  it('show what the first cross layer of DCN-v2 multiplies with what', async () => {
    const state = await brief.train(ratingSet, { seed: 1 });
    const system = await brief.open(state, ratingSet);
    system.dispose();
    const { features, norms } = system.featureImportance ?? { features: [], norms: [] };
    expect(features).toEqual([
      ...['user', 'age', 'gender', 'occupation', 'occupation text'],
      ...['movie', 'genre', 'director', 'star'],
    ]);
    // Two columns each: the user is columns 0 and 1, the movie 10 and 11 of 18.
    const cells = [10, 11, 28, 29].map((cell) => state.dense0[cell]);
    expect(norms[0][5]).toBeCloseTo(Math.hypot(...cells), 6);
  });
});
