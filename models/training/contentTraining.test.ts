import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { eliminate } from '../testing/elimination';
import { contentEmbedding } from '../towers/contentEncoder';
import type { ContentDescription } from '../towers/contentEncoderFeatures';
import { CONTENT_TRAINING, fitContentEncoder } from './contentTraining';
import { featureMatrix, multiply, multiplyTransposed, vocabularyOf } from './contentTrainingMatrix';
import { solveRidge } from './contentTrainingRidge';

const GENRES = ['Action', 'Comedy', 'Drama', 'Horror'];
const WORDS = ['alien', 'bride', 'city', 'dog', 'escape', 'fire'];

/** Random genres, years and two words. */
function exampleMovies(count: number, seed = 1): ContentDescription[] {
  const random = createRandom(seed);
  const pick = (list: readonly string[]): string => list[random.integer(list.length)];
  return Array.from({ length: count }, () => ({
    title: `${pick(WORDS)} ${pick(WORDS)}`,
    year: random.integer(10) === 0 ? null : 1950 + random.integer(70),
    genres: [...new Set([pick(GENRES), pick(GENRES)])],
  }));
}

function gaussians(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
}

const limits = { fewestMoviesOfWord: 2, fewestMoviesOfContext: 2, mostWords: 100 };

/** The matrix as rows of numbers. */
function denseRows(movies: readonly ContentDescription[], features: readonly string[]): number[][] {
  const x = featureMatrix(movies, [], features);
  const rows = movies.map(() => features.map(() => 0));
  for (let row = 0; row < movies.length; row++) {
    for (let e = x.offsets[row]; e < x.offsets[row + 1]; e++) rows[row][x.columns[e]] = x.values[e];
  }
  return rows;
}

describe('the vocabulary', () => {
  const titles = ['a x', 'a y', 'a x', 'b x'];
  const movies = titles.map((title) => ({ title, year: null, genres: [] }));

  it('has frequent words first, equally frequent ones by name, and no rare ones', () => {
    const words = vocabularyOf(movies, [], limits).filter((name) => !name.startsWith('@'));
    expect(words).toEqual(['a', 'x']);
  });

  it('is cut by frequency', () => {
    const words = vocabularyOf(movies, [], { ...limits, fewestMoviesOfWord: 1, mostWords: 3 });
    expect(words.filter((name) => !name.startsWith('@'))).toEqual(['a', 'x', 'b']);
  });
});

describe('products with the feature matrix', () => {
  const movies = exampleMovies(12);
  const features = vocabularyOf(movies, [], limits);
  const dense = denseRows(movies, features);
  const x = featureMatrix(movies, [], features);

  it('agree with naive loops', () => {
    const table = gaussians(features.length * 2, 2);
    const product = multiply(x, table, 2);
    dense.forEach((row, m) => {
      const expected = row.reduce((sum, value, f) => sum + value * table[f * 2 + 1], 0);
      expect(product[m * 2 + 1]).toBeCloseTo(expected, 6);
    });
    const targets = gaussians(movies.length * 2, 3);
    const weights = gaussians(movies.length, 4);
    const back = multiplyTransposed(x, weights, targets, 2);
    features.forEach((_, f) => {
      const expected = dense.reduce((s, row, m) => s + row[f] * weights[m] * targets[m * 2], 0);
      expect(back[f * 2]).toBeCloseTo(expected, 6);
    });
  });
});

describe('the ridge regression', () => {
  it('solves the normal equations, as elimination does', () => {
    const movies = exampleMovies(40);
    const features = vocabularyOf(movies, [], limits);
    const dense = denseRows(movies, features);
    const weights = gaussians(movies.length, 5).map((value) => value * value + 0.1);
    const ridge = gaussians(features.length, 6).map((value) => value * value + 0.5);
    const targets = gaussians(movies.length * 3, 7);
    const x = featureMatrix(movies, [], features);
    const solution = solveRidge(x, weights, ridge, targets, 3, 1e-12);
    const gram = features.map((_, i) =>
      features.map((__, j) =>
        dense.reduce((s, row, m) => s + weights[m] * row[i] * row[j], i === j ? ridge[i] : 0),
      ),
    );
    for (let column = 0; column < 3; column++) {
      const right = features.map((_, i) =>
        dense.reduce((s, row, m) => s + weights[m] * row[i] * targets[m * 3 + column], 0),
      );
      const expected = eliminate(gram, right);
      expected.forEach((value, f) => expect(solution[f * 3 + column]).toBeCloseTo(value, 8));
    }
  });

  it('leaves a column of zeros at zero', () => {
    const movies = exampleMovies(10);
    const x = featureMatrix(movies, [], vocabularyOf(movies, [], limits));
    const ones = new Float64Array(10).fill(1);
    const ridge = new Float64Array(x.features.length).fill(1);
    const targets = gaussians(20, 1).map((value, at) => (at % 2 === 0 ? 0 : value));
    const solution = solveRidge(x, ones, ridge, targets, 2);
    expect(solution.filter((_, at) => at % 2 === 0).every((value) => value === 0)).toBe(true);
    expect(solution.every(Number.isFinite)).toBe(true);
  });
});

describe('a fitted content encoder', () => {
  const movies = exampleMovies(400);
  const counts = movies.map((_, m) => m % 50);
  const config = { ...CONTENT_TRAINING, contextRidge: 0.01, wordRidge: 0.01 };

  /** Places that follow from the content exactly: each genre and each word has a direction. */
  function lawfulTable(dimensions: number, list = movies): Float32Array {
    const direction = (name: string): Float64Array =>
      gaussians(
        dimensions,
        [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0),
      );
    return Float32Array.from(
      list.flatMap(({ title, genres }) => {
        const names = [...genres, ...new Set(title.split(' '))];
        return Array.from({ length: dimensions }, (_, i) =>
          names.reduce((sum, name) => sum + direction(name)[i], 0),
        );
      }),
    );
  }

  it('finds the place of movies that it has never seen, where content says it all', () => {
    const encoder = fitContentEncoder(
      movies,
      [{ embedding: lawfulTable(6), dimensions: 6 }],
      counts,
      config,
    );
    const unseen = exampleMovies(30, 9);
    const places = contentEmbedding(encoder, unseen);
    lawfulTable(6, unseen).forEach((value, at) => expect(places[at]).toBeCloseTo(value, 1));
  });

  it('keeps the scale of each of several blocks', () => {
    const small = lawfulTable(4).map((value) => value / 1000);
    const tables = [
      { embedding: lawfulTable(6), dimensions: 6 },
      { embedding: small, dimensions: 4 },
    ];
    const encoder = fitContentEncoder(movies, tables, counts, config);
    expect(encoder.dimensions).toBe(10);
    const places = contentEmbedding(encoder, movies.slice(0, 5));
    for (let movie = 0; movie < 5; movie++) {
      for (let i = 0; i < 4; i++) {
        const error = places[movie * 10 + 6 + i] - small[movie * 4 + i];
        expect(Math.abs(error)).toBeLessThan(0.2 / 1000);
      }
    }
  });

  it('does not look at movies without ratings', () => {
    const table = lawfulTable(4);
    const spoilt = table.map((value, at) => (counts[Math.floor(at / 4)] === 0 ? 1e6 : value));
    const tables = (embedding: Float32Array) => [{ embedding, dimensions: 4 }];
    const places = contentEmbedding(
      fitContentEncoder(movies, tables(spoilt), counts, config),
      movies.slice(0, 3),
    );
    const expected = contentEmbedding(
      fitContentEncoder(movies, tables(table), counts, config),
      movies.slice(0, 3),
    );
    expected.forEach((value, at) => expect(places[at]).toBeCloseTo(value, 3));
  });

  it('is the same to the bit for the same inputs', () => {
    const fit = () =>
      fitContentEncoder(movies, [{ embedding: lawfulTable(6), dimensions: 6 }], counts);
    expect(fit()).toEqual(fit());
  });

  it('loses least of all tables of its rank: never more than the zero table', () => {
    const table = lawfulTable(8);
    const errorAt = (rank: number): number => {
      const tables = [{ embedding: table, dimensions: 8 }];
      const encoder = fitContentEncoder(movies, tables, counts, { ...config, rank });
      const places = contentEmbedding(encoder, movies);
      return places.reduce((sum, value, at) => sum + (value - table[at]) ** 2, 0);
    };
    const errors = [1, 2, 4, 8].map(errorAt);
    const nothing = table.reduce((sum, value) => sum + value * value, 0);
    [nothing, ...errors].reduce((before, error) => {
      expect(error).toBeLessThan(before);
      return error;
    });
  });

  it('refuses to learn from nothing', () => {
    const tables = [{ embedding: new Float32Array(4), dimensions: 2 }];
    expect(() => fitContentEncoder(movies.slice(0, 2), tables, [0, 0])).toThrow(RangeError);
  });
});
