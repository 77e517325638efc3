/** @file A small data set, and systems whose answers are known, for tests. */
import type { SystemRecipe, TrainingSet } from '../../../models/baselines/system';
import type { Interactions, UserRecord } from '../../../models/dataset/columns';
import { createRandom } from '../../../models/dataset/random';
import type { AnswerKind, SystemEntry } from '../systems';

const GENRES = ['Drama', 'Comedy', 'War'];
const AGES = [1, 18, 25, 35, 45, 50, 56];
const OLDEST_YEAR = 1950;

/** Histories of the given sizes, of random distinct movies with random ratings. */
export function exampleSet(movies: number, sizes: readonly number[], seed = 1): TrainingSet {
  const random = createRandom(seed);
  const everyMovie = Int32Array.from({ length: movies }, (_, movie) => movie);
  const rows = sizes.map((size) => random.shuffle(everyMovie.slice()).slice(0, size).sort());
  const offsets = new Int32Array(sizes.length + 1);
  sizes.forEach((size, user) => (offsets[user + 1] = offsets[user] + size));
  const interactions: Interactions = {
    userCount: sizes.length,
    movieCount: movies,
    offsets,
    movies: Int32Array.from(rows.flatMap((row) => Array.from(row))),
    halfStars: Uint8Array.from({ length: offsets[sizes.length] }, () => 1 + random.integer(10)),
  };
  return {
    interactions,
    movies: Array.from(everyMovie, (movie) => ({
      title: `Movie ${movie}`,
      year: movie % 9 === 0 ? null : OLDEST_YEAR + (movie % 50),
      genres: GENRES.filter((_, genre) => (movie + 1) & (1 << genre)),
      tags: [],
      directors: [],
      actors: [],
      overview: '',
    })),
    users: sizes.map((_, user): UserRecord | null =>
      user % 4 === 3
        ? null
        : {
            userId: user,
            gender: user % 2 === 0 ? 'F' : 'M',
            age: AGES[user % AGES.length],
            occupation: null,
          },
    ),
  };
}

/** Scores every movie by a formula; counts its trainings. */
export function exampleRecipe(
  name: string,
  scoreOf: (movie: number, ratings: number) => number,
): SystemRecipe & { trainings: number } {
  const recipe = {
    name,
    settings: { formula: name },
    trainings: 0,
    train: ({ interactions }: TrainingSet) => {
      recipe.trainings++;
      return Promise.resolve({ people: Int32Array.of(interactions.userCount) });
    },
    open: (_state: unknown, { interactions }: TrainingSet) => ({
      scores: ({ movies }: { readonly movies: Int32Array }) =>
        Float32Array.from({ length: interactions.movieCount }, (_, movie) =>
          scoreOf(movie, movies.length),
        ),
      dispose: () => undefined,
    }),
  };
  return recipe;
}

export function exampleEntry(recipe: SystemRecipe, only?: AnswerKind): SystemEntry {
  return { title: recipe.name, recipe, only, trainVersion: 1, answerVersion: 1 };
}
