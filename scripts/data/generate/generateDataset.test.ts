import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toInteractions, transpose } from '../../../models/dataset/interactions';
import type { Dataset } from '../../../models/dataset/columns';
import { loadDataset } from '../loadDataset';
import { generateDataset, type GenerateOptions } from './generateDataset';
import { MOVIE_LENS_32M, type RatingWorld } from './ratingWorld';

/** The full shapes on a smaller catalogue, so that a test has enough ratings of each movie. */
const WORLD: RatingWorld = { ...MOVIE_LENS_32M, users: 800, ratings: 80_000, movies: 2000 };

let folder = '';
let dataset: Dataset;
const generate = (out: string, options: Partial<GenerateOptions> = {}) =>
  generateDataset(WORLD, { name: 'ml-32m', scale: 1, seed: 3, out: join(folder, out), ...options });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-generate-'));
  await generate('whole');
  ({ dataset } = await loadDataset('ml-32m', join(folder, 'whole')));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const countsOf = (column: Int32Array): Int32Array => {
  const counts = new Map<number, number>();
  for (const id of column) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Int32Array.from(counts.values()).sort().reverse();
};

describe('a generated data set', () => {
  it('has the counts of its world, and nobody below the fewest ratings', () => {
    const activity = countsOf(dataset.ratings.userId);
    expect(activity).toHaveLength(800);
    expect(dataset.ratings.userId).toHaveLength(80_000);
    expect(dataset.movies).toHaveLength(2000);
    expect(activity.at(-1)).toBeGreaterThanOrEqual(20);
  });

  it('has each pair of user and movie once, and only movies of its catalogue', () => {
    const ids = Int32Array.from(dataset.movies, ({ movieId }) => movieId);
    const { interactions } = toInteractions(dataset.ratings, ids);
    expect(interactions.movies).toHaveLength(80_000);
  });

  it('has the shares of half stars of its world', () => {
    const { halfStars } = dataset.ratings;
    WORLD.ratingShares.forEach((share, i) => {
      const actual = halfStars.filter((value) => value === i + 1).length / halfStars.length;
      expect(Math.abs(actual - share)).toBeLessThan(0.02);
    });
  });

  it('has people of alike taste: some pairs of movies meet far more often than by chance', () => {
    const ids = Int32Array.from(dataset.movies, ({ movieId }) => movieId);
    const { offsets, users } = transpose(toInteractions(dataset.ratings, ids).interactions);
    const raters = (movie: number): Set<number> =>
      new Set(users.subarray(offsets[movie], offsets[movie + 1]));
    const known = Array.from(ids.keys())
      .filter((movie) => offsets[movie + 1] - offsets[movie] > 100)
      .slice(0, 60)
      .map(raters);
    const lifts = known.flatMap((a, i) =>
      known.slice(i + 1).map((b) => {
        const both = [...a].filter((user) => b.has(user)).length;
        return (both * 800) / (a.size * b.size);
      }),
    );
    lifts.sort((a, b) => a - b);
    const [low, high] = [
      lifts[Math.floor(0.05 * lifts.length)],
      lifts[Math.floor(0.95 * lifts.length)],
    ];
    expect(high / low).toBeGreaterThan(1.5);
  });

  it('is the same for the same seed and another for another', async () => {
    await generate('again', { scale: 0.05 });
    await generate('repeated', { scale: 0.05 });
    await generate('other', { scale: 0.05, seed: 4 });
    const read = (name: string): Promise<string> =>
      readFile(join(folder, name, 'ratings.csv'), 'utf8');
    expect(await read('repeated')).toBe(await read('again'));
    expect(await read('other')).not.toBe(await read('again'));
  });

  it('has a share of the users and ratings, and the whole catalogue, at a smaller scale', async () => {
    const small = await generate('small', { scale: 0.1 });
    expect(small).toMatchObject({ users: 80, ratings: 8000, movies: 2000 });
  });

  it('says that it is made up', async () => {
    const note = await readFile(join(folder, 'whole', 'README.txt'), 'utf8');
    expect(note).toContain('No person gave them');
  });

  it('does not overwrite ratings', async () => {
    await expect(generate('whole')).rejects.toThrow(/already holds ratings/);
  });

  it('stops when it is told to', async () => {
    const stop = AbortSignal.abort();
    await expect(generate('stopped', { signal: stop })).rejects.toThrow(/abort/i);
  });
});

describe('ML-32M, generated', () => {
  it('has the popularity and activity of people of ml-latest with 20 ratings or more', async () => {
    const out = join(folder, 'ml-32m');
    const options = { name: 'ml-32m', scale: 0.004, seed: 5, out };
    const { users } = await generateDataset(MOVIE_LENS_32M, options);
    const { ratings } = (await loadDataset('ml-32m', out)).dataset;
    const popularity = countsOf(ratings.movieId);
    // Counted in the sample: the share of its 1,156 people who rated the movie at each rank.
    const observed = { 1: 0.502, 10: 0.376, 30: 0.269, 100: 0.172, 300: 0.0934 };
    for (const [rank, share] of Object.entries(observed)) {
      expect(Math.abs(popularity[Number(rank) - 1] / users / share - 1)).toBeLessThan(0.2);
    }
    const activity = countsOf(ratings.userId);
    expect(Math.abs(activity[activity.length >> 1] / 71 - 1)).toBeLessThan(0.15);
  }, 60_000);
});
