/** @file `links.csv`: the IMDb and TMDb numbers of movies. */
import type { MovieRecord } from '../../models/dataset/columns';
import { parseWholeNumber, splitCsv } from './fields';
import type { FileReport } from './lineReport';
import { readTable } from './readTable';
import type { Source } from './sourceFile';

/** 0 where a number is unknown. */
export interface Links {
  readonly imdbId: number;
  readonly tmdbId: number;
}

export interface ReadLinks {
  readonly links: ReadonlyMap<number, Links>;
  readonly report: FileReport;
}

/** `movieId,imdbId,tmdbId` with a header line; either number may be empty. */
export async function readLinks(source: Source): Promise<ReadLinks> {
  const links = new Map<number, Links>();
  const report = await readTable(
    source,
    { encoding: 'utf-8', split: splitCsv, headers: [['movieId', 'imdbId', 'tmdbId']] },
    (fields) => {
      const [movieId, imdbId, tmdbId] = fields.map((field) => parseWholeNumber(field || '0'));
      if (movieId === null || imdbId === null || tmdbId === null || fields[0] === '') {
        return 'an id is not a whole number';
      }
      links.set(movieId, { imdbId, tmdbId });
      return null;
    },
  );
  return { links, report };
}

/** The same movies with the numbers that are known. */
export function withLinks(
  movies: readonly MovieRecord[],
  links: ReadonlyMap<number, Links>,
): MovieRecord[] {
  return movies.map((movie) => ({ ...movie, ...links.get(movie.movieId) }));
}
