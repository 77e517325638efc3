import { expect, test } from 'vitest';
import { GENRES_BY_DISTINCTIVENESS } from '../../domain/genres';
import { createChart, NO_MAIN_GENRE } from './chart';
import { columnsOf } from './testing/charts';

const films = [
  { x: 0.1, y: 0.2, ratingCount: 3, genres: ['Drama', 'Western'], year: 1956, title: 'B' },
  { x: NaN, y: NaN, ratingCount: 0, title: 'Unplaced' },
  { x: 0.4, y: 0.5, ratingCount: 90, genres: ['Comedy'], title: 'A' },
  { x: 0.9, y: 0.8, ratingCount: 3, title: 'C' },
];

test('the most rated film comes first, and films without a place are left out', () => {
  const chart = createChart(columnsOf(films));
  expect([...chart.movieId]).toEqual([3, 1, 4]);
  expect(chart.title).toEqual(['A', 'B', 'C']);
  expect([...chart.ratingCount]).toEqual([90, 3, 3]);
  expect(chart.indexOf(1)).toBe(1);
  expect(chart.indexOf(2)).toBeUndefined();
});

test('the main genre is the most telling one, whatever the order of the pack', () => {
  const chart = createChart(columnsOf(films));
  const names = [...chart.mainGenre].map((genre) => GENRES_BY_DISTINCTIVENESS[genre]);
  expect(names.slice(0, 2)).toEqual(['Comedy', 'Western']);
  expect(chart.mainGenre[2]).toBe(NO_MAIN_GENRE);
});

test('the person is projected like the films', () => {
  const chart = createChart(columnsOf(films));
  const { x, y } = chart.project({ x: 0.9, y: 0.8 });
  expect(chart.x[2]).toBeCloseTo(x, 5);
  expect(chart.y[2]).toBeCloseTo(y, 5);
});

test('a catalogue without places gives an empty chart', () => {
  expect(createChart(columnsOf([{ x: NaN, y: NaN }])).size).toBe(0);
});
