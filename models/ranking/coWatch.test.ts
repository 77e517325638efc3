import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import type { Interactions } from '../dataset/columns';
import { fitCoWatch } from '../training/coWatchTraining';
import { eliminate } from '../testing/elimination';
import { createCoWatch, coWatchQueries, CO_WATCH_FEATURES, writeCoWatchScores } from './coWatch';

const PEOPLE = 80;
const MOVIES = 9;
const FLOOR = 25;
const PENALTIES = [0.5, 6, 30];
const SEED = 3;

/** Two crowds with different tastes; movie 8 has two ratings. */
const watched = (() => {
  const random = createRandom(11);
  return Array.from({ length: PEOPLE }, (_, person) =>
    Array.from({ length: MOVIES }, (_, movie) =>
      movie === 8 ? person < 2 : random.next() < (movie % 2 === person % 2 ? 0.7 : 0.3),
    ),
  );
})();

const interactions: Interactions = (() => {
  const rows = watched.map((row) => [...row.keys()].filter((movie) => row[movie]));
  const offsets = Int32Array.of(0, ...rows.map((row) => row.length));
  for (let person = 0; person < PEOPLE; person++) offsets[person + 1] += offsets[person];
  const movies = Int32Array.from(rows.flat());
  return {
    userCount: PEOPLE,
    movieCount: MOVIES,
    offsets,
    movies,
    halfStars: new Uint8Array(movies.length).fill(8),
  };
})();

const counts = Int32Array.from({ length: MOVIES }, (_, movie) =>
  watched.reduce((sum, row) => sum + Number(row[movie]), 0),
);

/** Weights of a ridge regression of one movie on all others, by elimination. */
function regression(target: number, penalty: number): number[] {
  const others = [...counts.keys()].filter((movie) => movie !== target);
  const together = (a: number, b: number): number =>
    watched.reduce((sum, row) => sum + Number(row[a] && row[b]), 0);
  const matrix = others.map((a) =>
    others.map((b) => together(a, b) + (a === b ? penalty * (counts[a] + FLOOR) : 0)),
  );
  const weights = eliminate(
    matrix,
    others.map((a) => together(a, target)),
  );
  return [...counts.keys()].map((movie) => (movie === target ? 0 : weights[others.indexOf(movie)]));
}

function scoresOf(movies: readonly number[], ownFrom = 1): Float32Array[] {
  const table = fitCoWatch(interactions, counts, { dimensions: MOVIES, ownFrom }, SEED);
  const coWatch = createCoWatch(table, counts);
  const history = { movies: Int32Array.from(movies), halfStars: movies.map(() => 8) };
  const queries = coWatchQueries(
    coWatch,
    history,
    movies.map(() => 1),
  );
  return Array.from(counts, (_, movie) => {
    const row = new Float32Array(CO_WATCH_FEATURES);
    writeCoWatchScores(coWatch, queries, movie, row, 0);
    return row;
  });
}

describe('the co-watch filter', () => {
  it('with all directions is the ridge regression of a movie on the others, for each penalty', () => {
    const rated = [0, 3];
    const scores = scoresOf(rated);
    PENALTIES.forEach((penalty, filter) => {
      const expected = Array.from(counts, (_, movie) => {
        const weights = regression(movie, penalty);
        return rated.reduce((sum, other) => sum + weights[other], 0);
      });
      // A person's scores share one factor.
      const unrated = [1, 2, 4, 5, 6, 7, 8];
      const factor = expected[1] / scores[1][filter];
      for (const movie of unrated) {
        expect(factor * scores[movie][filter]).toBeCloseTo(expected[movie], 4);
      }
    });
  });

  it('says nothing of somebody without ratings', () => {
    expect(scoresOf([]).every((row) => row.every((value) => value === 0))).toBe(true);
  });

  it('has no place for a movie with too few ratings', () => {
    const scores = scoresOf([0, 3], 3);
    expect([...scores[8]]).toEqual([0, 0, 0, 0]);
    expect(scores[2][0]).not.toBe(0);
  });

  it('is as sure after the same ratings told twice', () => {
    const [once, twice] = [scoresOf([0, 3]), scoresOf([0, 3, 0, 3])];
    once.forEach((row, movie) =>
      row.forEach((value, f) => expect(twice[movie][f]).toBeCloseTo(value, 3)),
    );
  });
});
