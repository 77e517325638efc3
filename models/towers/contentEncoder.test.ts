import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import {
  contentCodes,
  contentEmbedding,
  sourceCodes,
  withoutTerms,
  type ContentEncoder,
} from './contentEncoder';
import {
  isWordFeature,
  visitContext,
  visitTerms,
  visitTitle,
  type ContentDescription,
  type ContentSource,
} from './contentEncoderFeatures';

const NOTHING: ContentDescription = { title: '', year: null, genres: [] };

function contextOf(year: number | null, genres: readonly string[]): Map<string, number> {
  const features = new Map<string, number>();
  visitContext(year, genres, (name, value) => features.set(name, value));
  return features;
}

function wordsOf(
  movie: Partial<ContentDescription>,
  sources: readonly ContentSource[] = [],
): string[] {
  const names: string[] = [];
  const described = { ...NOTHING, ...movie };
  visitTitle(described, (name) => names.push(name));
  visitTerms(described, sources, (name) => names.push(name));
  return names;
}

function exampleEncoder(features: readonly string[], rank: number): ContentEncoder {
  const random = createRandom(5);
  const dimensions = rank + 2;
  return {
    features,
    sources: [],
    factors: Float32Array.from({ length: features.length * rank }, () => random.normal()),
    rank,
    basis: Float32Array.from({ length: rank * dimensions }, () => random.normal()),
    dimensions,
  };
}

describe('the features of a movie', () => {
  it('are the same whatever the order of its genres', () => {
    const features = contextOf(1999, ['Sci-Fi', 'Action']);
    expect(contextOf(1999, ['Action', 'Sci-Fi'])).toEqual(features);
    expect(features.get('@genres:Action+Sci-Fi')).toBe(1);
  });

  it('divide a year between its two knots, and keep years beyond the last at the last', () => {
    const features = contextOf(2001, []);
    expect(features.get('@year:2000')).toBeCloseTo(2 / 3);
    expect(features.get('@year:2003')).toBeCloseTo(1 / 3);
    expect(contextOf(2031, [])).toEqual(contextOf(2024, []));
    expect(contextOf(1888, [])).toEqual(contextOf(1920, []));
  });

  it('say so when year or genres are unknown', () => {
    expect([...contextOf(null, []).keys()]).toEqual(['@all', '@genre:none', '@year:none']);
  });

  it('are the words of both titles, each once, without case, accents and punctuation', () => {
    const words = wordsOf({ title: 'Amélie, or: AMELIE!', alternateTitle: 'Le fabuleux destin' });
    expect(words).toEqual(['amelie', 'or', 'le', 'fabuleux', 'destin']);
  });

  it('are words in any script', () => {
    expect(wordsOf({ title: '千と千尋の神隠し' })).toHaveLength(1);
    expect(wordsOf({ title: 'Солярис' })).toEqual(['солярис']);
  });

  it('keep a tag, a director and a word of the same letters apart', () => {
    const movie = { title: 'Lynch', tags: ['Lynch'], directors: ['Lynch'], overview: 'Lynch.' };
    const words = wordsOf(movie, ['tags', 'directors', 'overview']);
    expect(words).toEqual(['lynch', 'tags:lynch', 'directors:lynch', 'overview:lynch']);
  });

  it('leave out sources that are not asked for', () => {
    expect(wordsOf({ title: 'A', tags: ['b'] })).toEqual(['a']);
  });

  it('never take a word for genre or year', () => {
    expect(wordsOf({ title: '@year:2000', tags: ['@all'] }, ['tags']).every(isWordFeature)).toBe(
      true,
    );
    expect([...contextOf(2000, ['Drama']).keys()].some(isWordFeature)).toBe(false);
  });
});

describe('the place of a movie', () => {
  const movies: ContentDescription[] = [
    { title: 'Alien', year: 1980, genres: ['Horror'] },
    { title: 'Aliens', year: 1980, genres: ['Horror'] },
    { title: 'Alien', year: null, genres: [] },
    { title: 'Unknown words only', year: null, genres: ['Western'] },
  ];
  const features = ['@all', '@genre:Horror', '@year:1980', 'alien'];
  const encoder = exampleEncoder(features, 3);

  it('is the sum of the factors of its features times the basis', () => {
    const { rank, dimensions, factors, basis } = encoder;
    const naive = (names: readonly string[]): number[] =>
      Array.from({ length: dimensions }, (_, i) =>
        names.reduce((sum, name) => {
          const f = features.indexOf(name);
          for (let k = 0; k < rank; k++) sum += factors[f * rank + k] * basis[k * dimensions + i];
          return sum;
        }, 0),
      );
    const places = contentEmbedding(encoder, movies);
    const expected = [
      ...naive(['@all', '@genre:Horror', '@year:1980', 'alien']),
      ...naive(['@all', '@genre:Horror', '@year:1980']),
      ...naive(['@all', 'alien']),
      ...naive(['@all']),
    ];
    expected.forEach((value, at) => expect(places[at]).toBeCloseTo(value, 4));
  });

  it('comes from a code that is what the catalogue tells, plus what the sources add', () => {
    const tagged = movies.map((movie, m) => ({
      ...movie,
      tags: m === 0 ? ['Alien', 'alien'] : [],
    }));
    const reading = {
      ...exampleEncoder([...features, 'tags:alien'], 3),
      sources: ['tags'] as const,
    };
    const catalogue = withoutTerms(reading);
    expect(catalogue.features).toEqual(features);
    const told = contentCodes(catalogue, movies);
    const added = sourceCodes(reading, tagged);
    const whole = contentCodes(reading, tagged);
    whole.forEach((value, at) => expect(told[at] + added[at]).toBeCloseTo(value, 5));
    expect(added.slice(0, 3)).toEqual(reading.factors.slice(4 * 3));
    expect(added.slice(3).every((value) => value === 0)).toBe(true);
  });

  it('is nothing for no movies', () => {
    expect(contentEmbedding(encoder, [])).toHaveLength(0);
  });
});
