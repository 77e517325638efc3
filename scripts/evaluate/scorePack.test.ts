import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memory } from '@tensorflow/tfjs-core';
import { Recommender } from '../../models/recommender';
import { meanAbsoluteError, rootMeanSquaredError } from '../../models/metrics/error';
import { hitRateAt, hitsOf, ndcgAt, recallAt } from '../../models/metrics/topK';
import { starsOf, type HistoryEntry } from '../../models/shapes';
import { exampleModel } from '../../models/testing/models';
import { examplePack, FIRST_MOVIE_ID } from '../../models/testing/packs';
import { startWasmBackend } from '../runtime/wasmBackend';
import { scorePack, type Histories, type PackScores } from './scorePack';

const MOVIES = 150;
const UNKNOWN_MOVIE = 9;

const entry = (movie: number, halfStars: number): HistoryEntry => ({
  movieId: movie < 0 ? UNKNOWN_MOVIE : FIRST_MOVIE_ID + movie,
  halfStars,
  ratedAt: 0,
});

const foldIn: Histories = new Map([
  [1, [entry(0, 9), entry(5, 2), entry(7, 8)]],
  [2, [3, 13, 23, 33, 43, 53].map((movie) => entry(movie, 10 - (movie % 4)))],
  [3, [entry(-1, 10)]],
  [5, [entry(2, 8)]],
]);
const heldOut: Histories = new Map([
  [1, [entry(30, 8), entry(31, 10), entry(32, 3), entry(-1, 9)]],
  [2, [entry(4, 7), entry(6, 1)]],
  [3, [entry(40, 9)]],
  // Nobody of --fold-in.
  [4, [entry(50, 10), entry(51, 10), entry(50, 4)]],
]);

let recommender: Recommender;
let movieIds: Int32Array;
let tensorsBefore = 0;

beforeAll(async () => {
  await startWasmBackend();
  tensorsBefore = memory().numTensors;
  const pack = await examplePack(exampleModel({ movies: MOVIES, blocks: [6] }));
  recommender = new Recommender(pack);
  movieIds = pack.catalogue.movieId;
});
afterAll(() => {
  recommender.dispose();
  expect(memory().numTensors).toBe(tensorsBefore);
});

/** What a page would show, asked for directly. */
async function listFor(userId: number): Promise<number[]> {
  const constraints = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
  const history = foldIn.get(userId) ?? [];
  const { items } = await recommender.recommend({ history, vector: null }, constraints, 100);
  return items.map(({ movieId }) => movieId);
}

const likesOf = (userId: number, ...movies: readonly number[]) => ({
  userId,
  likes: new Set(movies.map((movie) => entry(movie, 8).movieId)),
});
/** User 2 has no like; of user 4's two ratings of movie 50 the last counts, which is no like. */
const LIKES = [likesOf(1, 30, 31, -1), likesOf(3, 40), likesOf(4, 51)];

describe('the scores of a pack', () => {
  it('are those of the lists that the worker would show', async () => {
    const { all } = await scorePack(recommender, movieIds, foldIn, heldOut);
    const mean = { ndcg100: 0, ndcg10: 0, recall20: 0, recall50: 0, hitRate10: 0 };
    for (const { userId, likes } of LIKES) {
      const hits = hitsOf(await listFor(userId), likes, 100);
      mean.ndcg100 += ndcgAt(100, hits, likes.size) / LIKES.length;
      mean.ndcg10 += ndcgAt(10, hits, likes.size) / LIKES.length;
      mean.recall20 += recallAt(20, hits, likes.size) / LIKES.length;
      mean.recall50 += recallAt(50, hits, likes.size) / LIKES.length;
      mean.hitRate10 += hitRateAt(10, hits) / LIKES.length;
    }
    expect(mean.ndcg100).toBeGreaterThan(0);
    for (const [metric, value] of Object.entries(mean)) {
      expect(all.topK?.[metric as keyof typeof mean]).toBeCloseTo(value, 10);
    }
    expect(all).toMatchObject({ people: 4, peopleWithTargets: 3, targets: 5, targetsInPack: 0.8 });
  });

  it('count every held-out rating, of movies outside the pack by the person’s mean', async () => {
    const { all } = await scorePack(recommender, movieIds, foldIn, heldOut);
    const predicted: number[] = [];
    const actual: number[] = [];
    const expectStars = async (userId: number, ...entries: readonly HistoryEntry[]) => {
      const person = { history: foldIn.get(userId) ?? [], vector: null };
      const ids = entries.map(({ movieId }) => movieId);
      predicted.push(...(await recommender.predict(person, ids)).stars);
      actual.push(...entries.map(({ halfStars }) => starsOf(halfStars)));
    };
    await expectStars(1, entry(30, 8), entry(31, 10), entry(32, 3));
    await expectStars(2, entry(4, 7), entry(6, 1));
    await expectStars(3, entry(40, 9));
    await expectStars(4, entry(51, 10), entry(50, 4));
    // Everybody's fold-in ratings, and user 1's 4.5, 1 and 4 stars.
    const given = [...foldIn.values()].flat().map(({ halfStars }) => halfStars / 2);
    const mean = given.reduce((sum, stars) => sum + stars, 0) / given.length;
    predicted.push((6 * mean + 9.5) / 9);
    actual.push(4.5);
    expect(all.ratings).toBe(9);
    expect(all.ratingsOutsidePack).toBe(1);
    expect(all.rmse).toBeCloseTo(rootMeanSquaredError(predicted, actual), 5);
    expect(all.mae).toBeCloseTo(meanAbsoluteError(predicted, actual), 5);
  });

  it('are told apart by the number of ratings given, and add up', async () => {
    const { all, byFoldIn } = await scorePack(recommender, movieIds, foldIn, heldOut);
    expect(byFoldIn.map(({ foldedIn, people }) => [foldedIn, people])).toEqual([
      ['0', 1],
      ['1 to 4', 2],
      ['5 to 9', 1],
    ]);
    const total = (of: (scores: PackScores) => number): number =>
      byFoldIn.reduce((sum, scores) => sum + of(scores), 0);
    expect(total(({ ratings }) => ratings)).toBe(all.ratings);
    expect(total((s) => (s.rmse ?? 0) ** 2 * s.ratings)).toBeCloseTo(
      (all.rmse ?? 0) ** 2 * all.ratings,
      6,
    );
    // Nobody of this group has a like to find.
    expect(byFoldIn[2]).toMatchObject({ topK: null, targets: 0, targetsInPack: null });
  });

  it('leave out what was given from what is to be found', async () => {
    const also = new Map([[1, [entry(0, 10), entry(30, 8)]]]);
    const { all, droppedHeldOut } = await scorePack(recommender, movieIds, foldIn, also);
    expect(droppedHeldOut).toBe(1);
    expect(all).toMatchObject({ ratings: 1, targets: 1 });
  });
});

describe('files that do not fit', () => {
  const failure = (given: Histories, rest: Histories) =>
    scorePack(recommender, movieIds, given, rest).catch((error: unknown) => error);

  it('are refused when they have nobody in common', async () => {
    const others = new Map([[99, [entry(1, 8)]]]);
    expect(await failure(foldIn, others)).toMatchObject({ code: 'evaluate.no-common-users' });
  });

  it('are refused when the pack knows none of their movies', async () => {
    const unknown = new Map([[1, [entry(-1, 8)]]]);
    expect(await failure(unknown, heldOut)).toMatchObject({
      code: 'evaluate.unknown-movies',
      message: expect.stringContaining('--fold-in') as string,
    });
    expect(await failure(foldIn, unknown)).toMatchObject({
      code: 'evaluate.unknown-movies',
      message: expect.stringContaining('--held-out') as string,
    });
  });
});
