/** @file The movies of a generated data set: popularity, taste vectors, quality, descriptions. */
import type { Random } from '../../../models/dataset/random';
import type { RatingWorld } from './ratingWorld';

/** Dimensions of taste. */
export const TASTE_DIMENSIONS = 12;

const GENRES =
  'Action|Adventure|Animation|Children|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western'.split(
    '|',
  );
const MOST_GENRES = 3;
const LARGEST_ID_STEP = 5;
const FIRST_YEAR = 1920;
const YEARS = 104;

/** `[M]` each, by ascending id. */
export interface MovieWorld {
  readonly movieId: Int32Array;
  /** Share of the draws that a movie gets, taste aside. */
  readonly weight: Float64Array;
  /** `[M, T]` taste vectors; those of users have unit variance, and so has the product of both. */
  readonly taste: Float32Array;
  /** Stars above the mean. */
  readonly quality: Float32Array;
}

export function createMovies(world: RatingWorld, random: Random): MovieWorld {
  const { movies, popularity, deviations } = world;
  const ranks = random.shuffle(Int32Array.from({ length: movies }, (_, row) => row));
  const shareOfRank = popularityOf(movies, popularity);
  const scale = 1 / Math.sqrt(TASTE_DIMENSIONS);
  const taste = new Float32Array(movies * TASTE_DIMENSIONS).map(() => scale * random.normal());
  let id = 0;
  return {
    movieId: Int32Array.from({ length: movies }, () => (id += 1 + random.integer(LARGEST_ID_STEP))),
    weight: Float64Array.from(ranks, (rank) => shareOfRank[rank]),
    taste,
    quality: new Float32Array(movies).map(() => deviations.movie * random.normal()),
  };
}

/** Share of the draws that go to each rank, `[M]`. */
function popularityOf(movies: number, law: RatingWorld['popularity']): Float64Array {
  const ranks = Float64Array.from({ length: movies }, (_, at) => at + 1);
  const head = shares(
    ranks.map(
      (rank) => (rank + law.shift) ** -law.slope * Math.exp(-((rank / law.cutoff) ** law.bend)),
    ),
  );
  const tail = shares(ranks.map((rank) => 1 / rank));
  return head.map((share, at) => (1 - law.tailShare) * share + law.tailShare * tail[at]);
}

function shares(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** One line of `movies.csv`: the genres are those whose directions lie closest to its taste. */
export function movieLines(movies: MovieWorld, random: Random): Iterable<string> {
  const directions = new Float32Array(GENRES.length * TASTE_DIMENSIONS).map(() => random.normal());
  return lines(movies, directions, random);
}

function* lines(
  { movieId, taste }: MovieWorld,
  directions: Float32Array,
  random: Random,
): Generator<string> {
  for (let row = 0; row < movieId.length; row++) {
    const closeness = GENRES.map((name, genre) => {
      let dot = 0;
      for (let i = 0; i < TASTE_DIMENSIONS; i++) {
        dot += taste[row * TASTE_DIMENSIONS + i] * directions[genre * TASTE_DIMENSIONS + i];
      }
      return { name, dot };
    });
    const chosen = closeness
      .sort((a, b) => b.dot - a.dot)
      .slice(0, 1 + random.integer(MOST_GENRES))
      .map(({ name }) => name)
      .sort();
    const year = FIRST_YEAR + random.integer(YEARS);
    yield `${movieId[row]},Generated film ${movieId[row]} (${year}),${chosen.join('|')}\n`;
  }
}
