/**
 * @file Writes a data set with the size and the distributions of a real one, for measuring: ratings,
 * movies and a note that says what they are. One user is in memory at a time.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, type Random } from '../../../models/dataset/random';
import { starsOf } from '../../../models/shapes';
import { Failure } from '../../cli/failure';
import { fileExists } from '../sourceFile';
import { drawActivity } from './activity';
import { HistorySource } from './historySource';
import { LineWriter } from './lineWriter';
import { createMovies, movieLines, type MovieWorld } from './movieWorld';
import type { RatingWorld } from './ratingWorld';

const SECONDS_PER_RATING = 15;

export interface GenerateOptions {
  readonly name: string;
  /** Share of the world's users and ratings; the catalogue stays whole. */
  readonly scale: number;
  readonly seed: number;
  readonly out: string;
  readonly onProgress?: (ratings: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface GeneratedDataset {
  readonly folder: string;
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
}

/** Writes `ratings.csv`, `movies.csv` and `README.txt`; the same seed gives the same bytes. */
export async function generateDataset(
  world: RatingWorld,
  options: GenerateOptions,
): Promise<GeneratedDataset> {
  const { scale, seed, out } = options;
  const users = Math.max(1, Math.round(scale * world.users));
  const ratings = Math.max(users * world.fewestRatingsOfUser, Math.round(scale * world.ratings));
  await claimFolder(out);
  const random = createRandom(seed);
  const movies = createMovies(world, random);
  const sizes = drawActivity(
    {
      users,
      movies: world.movies,
      ratings,
      fewest: world.fewestRatingsOfUser,
      spread: world.activitySpread,
    },
    random,
  );
  await writeFile(join(out, 'README.txt'), noteOf(options, users, ratings));
  const movieFile = new LineWriter(join(out, 'movies.csv'));
  await movieFile.write('movieId,title,genres\n');
  for (const line of movieLines(movies, random)) await movieFile.write(line);
  await movieFile.close();
  await writeRatings(world, movies, sizes, ratings, random, options);
  return { folder: out, users, movies: world.movies, ratings };
}

async function writeRatings(
  world: RatingWorld,
  movies: MovieWorld,
  sizes: Int32Array,
  total: number,
  random: Random,
  { out, signal, onProgress }: GenerateOptions,
): Promise<void> {
  const histories = new HistorySource(world, movies, random);
  const file = new LineWriter(join(out, 'ratings.csv'));
  let written = 0;
  try {
    await file.write('userId,movieId,rating,timestamp\n');
    for (const [user, size] of sizes.entries()) {
      signal?.throwIfAborted();
      const { rows, halfStars } = histories.next(size);
      const span = size * SECONDS_PER_RATING;
      const latestStart = Math.max(world.firstRating, world.lastRating - span);
      const start = world.firstRating + random.integer(latestStart - world.firstRating + 1);
      let lines = '';
      for (let i = 0; i < size; i++) {
        const stars = starsOf(halfStars[i]).toFixed(1);
        const time = start + random.integer(span);
        lines += `${user + 1},${movies.movieId[rows[i]]},${stars},${time}\n`;
      }
      await file.write(lines);
      written += size;
      onProgress?.(written, total);
    }
  } finally {
    await file.close();
  }
}

/** Makes the folder; refuses one that holds ratings, which may be real ones. */
async function claimFolder(folder: string): Promise<void> {
  if (await fileExists(join(folder, 'ratings.csv'))) {
    throw new Failure(
      'data.exists',
      `${folder} already holds ratings.`,
      'Name another folder with --out, or remove that one first.',
    );
  }
  await mkdir(folder, { recursive: true });
}

function noteOf({ name, scale, seed }: GenerateOptions, users: number, ratings: number): string {
  return [
    `Generated ratings, for measuring. No person gave them, and they are not the data set ${name}.`,
    `npm run data -- --generate ${name} --scale ${scale} --seed ${seed}`,
    `${users} users, ${ratings} ratings.`,
    '',
  ].join('\n');
}
