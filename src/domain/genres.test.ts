import { describe, expect, test } from 'vitest';
import {
  byDistinctiveness,
  GENRE_HUES,
  GENRES_BY_DISTINCTIVENESS,
  genreHue,
  genreMask,
  genresInMask,
  isGenre,
  NO_GENRE,
  NO_GENRE_HUE,
} from './genres';

describe('genres', () => {
  test('are the nineteen of MovieLens, each with a hue on the circle', () => {
    expect(new Set(GENRES_BY_DISTINCTIVENESS).size).toBe(19);
    for (const hue of Object.values(GENRE_HUES)) {
      expect(hue).toBeGreaterThanOrEqual(0);
      expect(hue).toBeLessThan(360);
    }
  });

  test('lead with the one that says most about a film', () => {
    expect(byDistinctiveness(['Drama', 'Sci-Fi', 'Thriller'])).toEqual([
      'Sci-Fi',
      'Thriller',
      'Drama',
    ]);
  });

  test('drop names that are no genre, the placeholder included', () => {
    expect(byDistinctiveness([NO_GENRE, 'Telenovela'])).toEqual([]);
    expect(isGenre(NO_GENRE)).toBe(false);
    expect(genreHue('Telenovela')).toBe(NO_GENRE_HUE);
  });

  test('survive the round trip through a bit mask in the order of the pack', () => {
    const names = ['Action', 'Comedy', NO_GENRE, 'Western'];
    const mask = genreMask(['Western', 'Action', 'Telenovela'], names);
    expect(mask).toBe(0b1001);
    expect(genresInMask(mask, names)).toEqual(['Action', 'Western']);
    expect(genresInMask(0, names)).toEqual([]);
  });
});
