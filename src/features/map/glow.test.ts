import { expect, test } from 'vitest';
import { colouringOf } from './colouring';
import { GLOW_REACH, GLOW_SIDE, glowPixels } from './glow';
import { chartOf, type Film } from './testing/charts';

function pixelAt(films: readonly Film[], x: number, y: number): number[] {
  const chart = chartOf(films);
  const pixels = glowPixels(chart, colouringOf(chart, 'genre', []), 'dark');
  const column = Math.floor(((x + GLOW_REACH) / (2 * GLOW_REACH)) * GLOW_SIDE);
  const row = Math.floor(((y + GLOW_REACH) / (2 * GLOW_REACH)) * GLOW_SIDE);
  const at = 4 * (row * GLOW_SIDE + column);
  return [...pixels.slice(at, at + 4)];
}

const pile = (count: number, film: Film) => Array<Film>(count).fill({ ratingCount: 500, ...film });

test('it glows where films are, the more the brighter, and is dark elsewhere', () => {
  const films = [...pile(200, { x: 0.5, y: 0, genres: ['Horror'] }), ...pile(5, { x: -0.5, y: 0 })];
  const many = pixelAt(films, 0.5, 0)[3];
  expect(many).toBeGreaterThan(60);
  expect(pixelAt(pile(5, { x: 0.5, y: 0, genres: ['Horror'] }), 0.5, 0)[3]).toBeLessThan(many);
  expect(pixelAt(films, 0, 0.9)[3]).toBe(0);
});

test('it has the colour of the films there: red for horror, blue for drama', () => {
  const films = [
    ...pile(100, { x: 0.5, y: 0, genres: ['Horror'] }),
    ...pile(100, { x: -0.5, y: 0, genres: ['Drama'] }),
  ];
  const [red, , blueOfRed] = pixelAt(films, 0.5, 0);
  const [redOfBlue, , blue] = pixelAt(films, -0.5, 0);
  expect(red).toBeGreaterThan(blueOfRed);
  expect(blue).toBeGreaterThan(redOfBlue);
});

test('films of the rest do not glow, and an empty chart is dark', () => {
  expect(pixelAt(pile(100, { x: 0, y: 0 }), 0, 0)[3]).toBe(0);
  expect(pixelAt([], 0, 0)).toEqual([0, 0, 0, 0]);
});
