import { describe, expect, it } from 'vitest';
import { exampleTrainingSet } from '../testing/trainingSets';
import { contentFeatures, type FeatureSettings } from './contentFeatures';

const EVERYTHING: FeatureSettings = {
  components: 100,
  textSources: ['title'],
  textDimensions: 4,
  textWeight: 2,
};

/** Four movies with 1, 2, 2 and 0 ratings; means 5, 2, 4 and none. */
const set = exampleTrainingSet(
  {
    userCount: 2,
    movieCount: 4,
    offsets: Int32Array.of(0, 3, 5),
    movies: Int32Array.of(0, 1, 2, 1, 2),
    halfStars: Uint8Array.of(10, 2, 10, 6, 6),
  },
  [
    { title: 'Alien', year: 1979, genres: ['Horror', 'Sci-Fi'] },
    { title: 'Aliens', year: 1986, genres: ['Action', 'Sci-Fi'] },
    { title: 'Up', year: null, genres: [] },
    { title: 'Heat', year: 1995, genres: ['Action'] },
  ],
);

function standardize(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

/** The table before PCA; no title shares a word with another, so text says nothing. */
function byHand(): number[][] {
  const years = standardize([1979, 1986, (1979 + 1986 + 1995) / 3, 1995]);
  const counts = standardize([1, 2, 2, 0].map(Math.log1p));
  const means = standardize([5, 2, 4, (5 + 2 + 4) / 3]);
  const genres = [
    [0, 1, 1],
    [1, 0, 1],
    [0, 0, 0],
    [1, 0, 0],
  ];
  return genres.map((flags, movie) => [years[movie], counts[movie], means[movie], ...flags]);
}

function distances(rows: readonly (readonly number[])[]): number[] {
  return rows.flatMap((a) => rows.map((b) => Math.hypot(...a.map((value, i) => value - b[i]))));
}

function rowsOf({ values, components }: ReturnType<typeof contentFeatures>): number[][] {
  return set.movies.map((_, m) =>
    Array.from(values.subarray(m * components, (m + 1) * components)),
  );
}

describe('content features', () => {
  it('keep the distances of the hand-made table when all components are kept', () => {
    const actual = distances(rowsOf(contentFeatures(set, EVERYTHING, 1)));
    distances(byHand()).forEach((expected, i) => expect(actual[i]).toBeCloseTo(expected, 4));
  });

  it('put movies that share words closer together, by the weight of the text', () => {
    const words = ['dark city', 'dark city', '', ''].map((title) => ({ title }));
    const silent = exampleTrainingSet(
      {
        userCount: 0,
        movieCount: 8,
        offsets: new Int32Array(1),
        movies: new Int32Array(),
        halfStars: new Uint8Array(),
      },
      words,
    );
    const { values, components } = contentFeatures(silent, EVERYTHING, 1);
    const row = (m: number): Float32Array => values.subarray(m * components, (m + 1) * components);
    const distance = (a: number, b: number): number =>
      Math.hypot(...row(a).map((value, i) => value - row(b)[i]));
    expect(distance(0, 1)).toBeCloseTo(0, 4);
    expect(distance(2, 3)).toBeCloseTo(0, 4);
    // Both are unit vectors of text; the others have none.
    expect(distance(0, 2)).toBeCloseTo(EVERYTHING.textWeight, 4);
  });

  it('are the leading components alone when fewer are asked for', () => {
    const all = contentFeatures(set, EVERYTHING, 1);
    const two = contentFeatures(set, { ...EVERYTHING, components: 2 }, 1);
    expect(two.components).toBe(2);
    rowsOf(all).forEach((row, m) => {
      expect(two.values[2 * m]).toBeCloseTo(row[0], 5);
      expect(two.values[2 * m + 1]).toBeCloseTo(row[1], 5);
    });
  });
});
