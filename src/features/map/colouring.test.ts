import { expect, test } from 'vitest';
import { GENRE_HUES } from '../../domain/genres';
import { contrast } from '../../ui/colour/oklch';
import { COLOUR_MODES, colouringOf, type ColourMode } from './colouring';
import { chartOf, type Film } from './testing/charts';

const ROOM = { dark: { l: 0.135, c: 0.008, h: 70 }, light: { l: 0.945, c: 0.01, h: 84 } };
const GRAPHIC = 3;

function labelOf(film: Partial<Film>, mode: ColourMode, halfStars: number | null = null): string {
  const chart = chartOf([{ x: 0, y: 0, ...film }]);
  const { classes, classOf } = colouringOf(chart, mode, [{ movieId: 1, halfStars }]);
  return classes[classOf[0]].label;
}

test('a film has the colour of its most telling genre, in the hue of its poster', () => {
  expect(labelOf({ genres: ['Drama', 'Horror'] }, 'genre')).toBe('Horror');
  expect(labelOf({}, 'genre')).toBe('No genre');
  const { classes } = colouringOf(chartOf([]), 'genre', []);
  const horror = classes.find(({ label }) => label === 'Horror');
  expect(horror?.colour.dark.h).toBe(GENRE_HUES.Horror);
});

test('decades are classes of their own from 1940 on, and a year out of range has the nearest', () => {
  expect(labelOf({ year: 1902 }, 'year')).toBe('Before 1940');
  expect(labelOf({ year: 1939 }, 'year')).toBe('Before 1940');
  expect(labelOf({ year: 1940 }, 'year')).toBe('1940s');
  expect(labelOf({ year: 1999 }, 'year')).toBe('1990s');
  expect(labelOf({ year: 2031 }, 'year')).toBe('2020s');
  expect(labelOf({ year: 0 }, 'year')).toBe('Year unknown');
});

test('half stars count upwards, and films without a rating are the rest', () => {
  expect(labelOf({}, 'rating', 1)).toBe('1 star or less');
  expect(labelOf({}, 'rating', 9)).toBe('5 stars');
  expect(labelOf({}, 'rating', 8)).toBe('4 stars');
  expect(labelOf({}, 'rating', null)).toBe('Not rated by you');
});

test('a rating of a film that is not on the map colours nothing', () => {
  const chart = chartOf([{ x: 0, y: 0 }]);
  const { classes, classOf } = colouringOf(chart, 'rating', [{ movieId: 77, halfStars: 10 }]);
  expect(classes[classOf[0]].isRest).toBe(true);
});

test.each(COLOUR_MODES)('every colour of %s can be seen in both themes', (mode) => {
  for (const { label, colour, isRest } of colouringOf(chartOf([]), mode, []).classes) {
    if (isRest) continue;
    for (const tone of ['dark', 'light'] as const) {
      expect(contrast(colour[tone], ROOM[tone]), `${label}, ${tone}`).toBeGreaterThan(GRAPHIC);
    }
  }
});
