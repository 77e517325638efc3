import { describe, expect, it } from 'vitest';
import type { SystemState, TrainingSet } from '../../models/baselines/system';
import { ALL_RATINGS, LIST_LENGTH } from '../../models/metrics/foldInEvaluation';
import type { HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { breakDownLists, breakDownStars, movieBands } from './breakdowns';
import type { Fold } from './folds';
import { NO_MOVIE } from './jobs';

const LEVELS = [0, ALL_RATINGS];
const YEARS = [2000, 1998, 1995, null, 1950, 1990];
/** Ratings of the training people: 5, 3, 1, 1, 0, 0 for the movies in order. */
const TRAINED_MOVIES = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3];

const training: TrainingSet = {
  interactions: {
    userCount: TRAINED_MOVIES.length,
    movieCount: YEARS.length,
    offsets: Int32Array.from({ length: TRAINED_MOVIES.length + 1 }, (_, i) => i),
    movies: Int32Array.from(TRAINED_MOVIES),
    halfStars: new Uint8Array(TRAINED_MOVIES.length).fill(8),
  },
  movies: YEARS.map((year) => ({
    title: '',
    year,
    genres: [],
    tags: [],
    directors: [],
    actors: [],
    overview: '',
  })),
  users: [],
};

const person = (movies: readonly number[], halfStars: readonly number[]): HeldOutPerson => ({
  pool: { movies: new Int32Array(0), halfStars: [] },
  heldOut: { movies: Int32Array.from(movies), halfStars },
  targets: new Set(movies.filter((_, i) => halfStars[i] >= 8)),
});

const record = (gender: 'F' | 'M', age: number) => ({ userId: 1, gender, age, occupation: null });

const fold: Fold = {
  training,
  people: [person([0, 4], [8, 10]), person([1, 5], [8, 2]), person([2], [10])],
  records: [record('F', 1), record('M', 27), null],
  trainingKey: '',
  peopleKey: '',
};

/** The same list for everybody with everything given, an empty one with nothing. */
function listsOf(...list: readonly number[]): SystemState {
  const lists = new Int32Array(fold.people.length * LEVELS.length * LIST_LENGTH).fill(NO_MOVIE);
  fold.people.forEach((_, at) => lists.set(list, (at * LEVELS.length + 1) * LIST_LENGTH));
  return { lists };
}

const rowsOf = (rows: ReturnType<typeof breakDownLists>, group: string) =>
  rows.filter((row) => row.group === group).map(({ value, mean, count }) => [value, mean, count]);

describe('the bands of the movies', () => {
  it('are by age at the newest movie, and by share of the ratings', () => {
    const { age, popularity } = movieBands(training);
    expect(age).toEqual([
      '0 to 4 years',
      '0 to 4 years',
      '5 to 9 years',
      'unknown',
      '40 years and more',
      '10 to 19 years',
    ]);
    // Before each movie lie 0, 5, 8 and 9 of the 10 ratings.
    expect(popularity).toEqual([
      'most rated, half of all ratings',
      'next 30 % of the ratings',
      'next 15 %',
      'next 15 %',
      'never rated in training',
      'never rated in training',
    ]);
  });
});

describe('the breakdown of lists', () => {
  const rows = breakDownLists('mine', [fold], [listsOf(0, 3, 1)], LEVELS);

  it('finds targets by the bands of their movies', () => {
    expect(rowsOf(rows, 'age of the movie')).toEqual([
      ['0 to 4 years', 1, 2],
      ['5 to 9 years', 0, 1],
      ['40 years and more', 0, 1],
    ]);
    expect(rowsOf(rows, 'popularity of the movie')).toEqual([
      ['most rated, half of all ratings', 1, 1],
      ['next 30 % of the ratings', 1, 1],
      ['next 15 %', 0, 1],
      ['never rated in training', 0, 1],
    ]);
  });

  it('averages NDCG over the people of a group, and leaves out who told nothing', () => {
    // First person: one of two targets at rank 1. Second: the only one at rank 3.
    const first = 1 / (1 + 1 / Math.log2(3));
    const second = 1 / Math.log2(4);
    expect(rowsOf(rows, 'gender')).toEqual([
      ['F', expect.closeTo(first, 12), 1],
      ['M', expect.closeTo(second, 12), 1],
    ]);
    expect(rowsOf(rows, 'age of the person')).toEqual([
      ['under 18', expect.closeTo(first, 12), 1],
      ['25 to 34', expect.closeTo(second, 12), 1],
    ]);
  });
});

describe('the breakdown of stars', () => {
  it('is the root mean squared error of the ratings of a group, with everything given', () => {
    // Held out, in order: 4, 5 | 4, 1 | 5 stars. Level 0 is nonsense that must not be read.
    const stars = Float32Array.of(9, 9, 9, 9, 9, 3, 5, 4, 3, 4);
    const rows = breakDownStars('mine', [fold], [{ stars }], LEVELS);
    expect(rowsOf(rows, 'gender')).toEqual([
      ['F', expect.closeTo(Math.sqrt(1 / 2), 6), 2],
      ['M', expect.closeTo(Math.sqrt(4 / 2), 6), 2],
    ]);
    expect(rowsOf(rows, 'age of the movie')).toEqual([
      ['0 to 4 years', expect.closeTo(Math.sqrt(1 / 2), 6), 2],
      ['5 to 9 years', 1, 1],
      ['10 to 19 years', 2, 1],
      ['40 years and more', 0, 1],
    ]);
  });

  it('is none of a system that predicts no stars', () => {
    expect(breakDownStars('mine', [fold], [{}], LEVELS)).toEqual([]);
  });
});
