/** @file Where a film can be read about elsewhere. */
import type { Movie } from '../../domain/movie';

export interface OutsideLink {
  readonly name: string;
  readonly href: string;
}

export function outsideLinks({ imdbId, tmdbId }: Pick<Movie, 'imdbId' | 'tmdbId'>): OutsideLink[] {
  const links: OutsideLink[] = [];
  if (imdbId !== null) links.push({ name: 'IMDb', href: `https://www.imdb.com/title/${imdbId}/` });
  if (tmdbId !== null) {
    links.push({ name: 'TMDb', href: `https://www.themoviedb.org/movie/${tmdbId}` });
  }
  return links;
}
