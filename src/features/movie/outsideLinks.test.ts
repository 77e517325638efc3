import { expect, test } from 'vitest';
import { outsideLinks } from './outsideLinks';

test('a film is linked where its number is known', () => {
  expect(outsideLinks({ imdbId: 'tt0133093', tmdbId: 603 })).toEqual([
    { name: 'IMDb', href: 'https://www.imdb.com/title/tt0133093/' },
    { name: 'TMDb', href: 'https://www.themoviedb.org/movie/603' },
  ]);
  expect(outsideLinks({ imdbId: null, tmdbId: 603 })).toHaveLength(1);
  expect(outsideLinks({ imdbId: null, tmdbId: null })).toEqual([]);
});
