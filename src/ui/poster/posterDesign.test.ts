import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENRES_BY_DISTINCTIVENESS } from '../../domain/genres';
import { contrast } from '../colour/oklch';
import { COMPOSITIONS } from './compositions';
import type { CompositionName } from './compositions';
import { YEAR_SIZE } from './layout';
import { TONES, toneOf } from './palette';
import type { Ground } from './palette';
import { posterDesign, SHEET } from './posterDesign';
import type { PosterSubject } from './posterDesign';
import { seeded } from './random';
import { recipeOf } from './recipe';
import type { Shape } from './scene';

const movies: fc.Arbitrary<PosterSubject> = fc.record({
  id: fc.integer({ min: 1, max: 300_000 }),
  title: fc.oneof(
    fc.string({ minLength: 1, maxLength: 120 }),
    fc.constantFrom('M', 'Z', '七人の侍', 'Сталкер', 'Koyaanisqatsi', 'Dr. Strangelove or: How I'),
    fc
      .array(fc.constantFrom('the', 'of', 'Night', 'Extraordinary'), {
        minLength: 1,
        maxLength: 14,
      })
      .map((words) => words.join(' ')),
  ),
  year: fc.option(fc.integer({ min: 1895, max: 2024 })),
  genres: fc.subarray([...GENRES_BY_DISTINCTIVENESS], { maxLength: 5 }),
  place: fc.option(
    fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
});

const heat: PosterSubject = {
  id: 6,
  title: 'Heat',
  year: 1995,
  genres: ['Action', 'Crime', 'Thriller'],
  place: { x: 0.4, y: 0.7 },
};

describe('a poster', () => {
  test('is always the same for the same movie', () => {
    fc.assert(
      fc.property(movies, (movie) => {
        expect(posterDesign({ ...movie })).toEqual(posterDesign(movie));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps title and year inside the sheet and clear of the art', () => {
    fc.assert(
      fc.property(movies, (movie) => {
        const { layout } = posterDesign(movie);
        const artBottom = layout.art.y + layout.art.height;
        expect(layout.art.height).toBeGreaterThan(SHEET.height / 4);
        const texts = [
          ...layout.lines.map((line) => ({ y: line.y, size: line.fontSize, width: line.width })),
          ...(layout.year.text ? [{ y: layout.year.y, size: YEAR_SIZE, width: 40 }] : []),
        ];
        for (const { y, size, width } of texts) {
          const top = y - size * 0.74;
          expect(top).toBeGreaterThan(0);
          expect(y).toBeLessThanOrEqual(SHEET.height - 13);
          expect(top > artBottom || y < layout.art.y).toBe(true);
          expect(width ?? 0).toBeLessThanOrEqual(SHEET.width - 28 + 0.01);
        }
        const ys = texts.map((text) => text.y);
        expect(ys).toEqual([...ys].sort((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });

  test('draws from many compositions within one genre', () => {
    const seen = new Set(
      Array.from(
        { length: 200 },
        (_, id) => posterDesign({ ...heat, id, genres: ['Drama'] }).composition,
      ),
    );
    expect(seen.size).toBeGreaterThanOrEqual(12);
  });

  test.each([[['Horror', 'Sci-Fi']], [['Crime', 'Drama']], [['Action', 'Crime', 'Thriller']]])(
    'leaves no composition most of the films of %j',
    (genres) => {
      const films = 500;
      const counts = new Map<CompositionName, number>();
      for (let id = 1; id <= films; id += 1) {
        const { composition } = posterDesign({ ...heat, id, genres });
        counts.set(composition, (counts.get(composition) ?? 0) + 1);
      }
      expect(counts.size).toBeGreaterThanOrEqual(6);
      expect(Math.max(...counts.values())).toBeLessThan(films / 2);
    },
  );

  test('looks akin for movies that lie close together', () => {
    const compositionsAt = (x: number, y: number) =>
      Array.from(
        { length: 120 },
        (_, id) => posterDesign({ ...heat, id, genres: ['Drama'], place: { x, y } }).composition,
      );
    const share = (a: readonly CompositionName[], b: readonly CompositionName[]) => {
      const count = (list: readonly CompositionName[], name: CompositionName) =>
        list.filter((other) => other === name).length;
      const names = [...new Set([...a, ...b])];
      return (
        names.reduce((sum, name) => sum + Math.min(count(a, name), count(b, name)), 0) / a.length
      );
    };
    const here = compositionsAt(0.2, 0.2);
    expect(share(here, compositionsAt(0.21, 0.2))).toBeGreaterThan(
      share(here, compositionsAt(0.9, 0.8)),
    );
  });
});

describe('the treatment follows era and genre', () => {
  test.each([
    ['silent films get an iris in grey', { year: 1926, genres: ['Comedy'] }, 'silent', true],
    ['film noir is black', { year: 1946, genres: ['Film-Noir'] }, 'noir', true],
    ['a drama of the forties is a silver print', { year: 1942, genres: ['Drama'] }, 'framed', true],
    [
      'a cartoon of the forties is in colour',
      { year: 1942, genres: ['Animation'] },
      'animation',
      false,
    ],
    ['a musical of the fifties is in colour', { year: 1952, genres: ['Musical'] }, null, false],
    [
      'a documentary has its title on top',
      { year: 2005, genres: ['Documentary'] },
      'documentary',
      false,
    ],
    ['horror is dark', { year: 1999, genres: ['Horror', 'Comedy'] }, 'horror', false],
  ] as const)('%s', (_, film, treatment, silver) => {
    const recipe = recipeOf({ ...heat, ...film });
    if (treatment !== null) expect(recipe.treatment).toBe(treatment);
    expect(recipe.silver).toBe(silver);
  });
});

describe('every palette', () => {
  const grounds = Object.keys(TONES) as Ground[];
  test.each(grounds)('%s: title and year are readable, shapes stand off the ground', (ground) => {
    for (let hue = 0; hue < 360; hue += 10) {
      for (const silver of [false, true]) {
        const recipe = { ground, firstHue: hue, secondHue: hue + 70, silver, saturation: 1.12 };
        const paper = toneOf(recipe, 'ground');
        expect(contrast(toneOf(recipe, 'ink'), paper)).toBeGreaterThan(4.5);
        expect(contrast(toneOf(recipe, 'quietInk'), paper)).toBeGreaterThan(4.5);
        expect(contrast(toneOf(recipe, 'spark'), paper)).toBeGreaterThan(3);
        expect(contrast(toneOf(recipe, 'first'), paper)).toBeGreaterThan(1.9);
      }
    }
  });
});

describe.each(Object.keys(COMPOSITIONS) as CompositionName[])('the composition %s', (name) => {
  const frames = [
    { width: 200, height: 210 },
    { width: 200, height: 130 },
    { width: 172, height: 190 },
    { width: 140, height: 140 },
  ];
  const draw = (frame: (typeof frames)[number], seed: number): Shape[] =>
    COMPOSITIONS[name](frame, seeded(seed));

  test('has few shapes, finite numbers, and at least two colours', () => {
    for (const frame of frames) {
      for (let seed = 0; seed < 25; seed += 1) {
        const shapes = draw(frame, seed);
        expect(shapes.length).toBeGreaterThan(1);
        expect(shapes.length).toBeLessThanOrEqual(72);
        expect(JSON.stringify(shapes)).not.toMatch(/null|NaN|Infinity/);
        expect(new Set(shapes.map((shape) => shape.fill)).size).toBeGreaterThanOrEqual(2);
      }
    }
  });

  test('varies with its seed', () => {
    const frame = { width: 200, height: 200 };
    const drawings = new Set(
      Array.from({ length: 12 }, (_, seed) => JSON.stringify(draw(frame, seed))),
    );
    expect(drawings.size).toBeGreaterThan(9);
  });
});
