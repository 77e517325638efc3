import { describe, expect, test } from 'vitest';
import { findRegions } from './regions';
import { chartOf, type Film } from './testing/charts';

/** Points of a sunflower, so that no test depends on chance. */
function disc(count: number, x: number, y: number, radius: number, film: Partial<Film>): Film[] {
  return Array.from({ length: count }, (_, i) => {
    const r = radius * Math.sqrt((i + 0.5) / count);
    const angle = i * 2.399963;
    return {
      x: x + r * Math.cos(angle),
      y: y + r * Math.sin(angle),
      ratingCount: 15,
      year: 1950 + (i % 70),
      genres: ['Drama'],
      ...film,
    };
  });
}

describe('regions', () => {
  test('are named after the genre that is more frequent there than elsewhere', () => {
    const chart = chartOf([
      ...disc(1500, 0, 0, 0.95, {}),
      ...disc(120, 0.5, -0.5, 0.08, { genres: ['Horror', 'Drama'] }),
    ]);
    const [first, ...others] = findRegions(chart);
    expect(first).toMatchObject({ label: 'Horror', kind: 'genre' });
    expect(Math.hypot(first.x - 0.5, first.y + 0.5)).toBeLessThan(0.05);
    expect(others.map(({ label }) => label)).not.toContain('Drama');
  });

  test('can be decades', () => {
    const chart = chartOf([
      ...disc(1500, 0, 0, 0.95, {}),
      ...disc(120, -0.4, 0.3, 0.08, { year: 1944 }),
    ]);
    expect(findRegions(chart)[0]).toMatchObject({ label: '1940s', kind: 'decade' });
  });

  test('are not there where genres are evenly mixed', () => {
    const genres = ['Action', 'Comedy', 'Drama', 'Horror'];
    const films = disc(3000, 0, 0, 0.95, {}).map((film, i) => ({
      ...film,
      genres: [genres[i % genres.length]],
      year: 1950 + ((i * 7) % 70),
    }));
    expect(findRegions(chartOf(films))).toEqual([]);
  });

  test('need films that people know: a pile that one person rated is none', () => {
    const elsewhere = disc(1500, -0.2, -0.2, 0.5, {});
    const pile = (ratingCount: number) =>
      chartOf([...elsewhere, ...disc(60, 0.6, 0.6, 0.03, { genres: ['Western'], ratingCount })]);
    expect(findRegions(pile(1)).map(({ label }) => label)).not.toContain('Western');
    expect(findRegions(pile(40)).map(({ label }) => label)).toContain('Western');
  });

  test('a genre is named twice only where it really is in two places', () => {
    const horror = { genres: ['Horror'] };
    const chart = chartOf([
      ...disc(1500, 0, 0, 0.95, {}),
      ...disc(120, 0.6, 0, 0.08, horror),
      ...disc(120, -0.6, 0, 0.08, horror),
    ]);
    const named = findRegions(chart).filter(({ label }) => label === 'Horror');
    expect(named).toHaveLength(2);
    expect(Math.abs(named[0].x - named[1].x)).toBeGreaterThan(0.75);
  });

  test('are none on an empty chart', () => {
    expect(findRegions(chartOf([]))).toEqual([]);
  });
});
