/**
 * @file `movie_details.dat`: who made a movie and what happens in it. Some copies of ml-1m carry it;
 * the official data set does not.
 */
import { parseWholeNumber, splitOn } from './fields';
import type { FileReport } from './lineReport';
import { readTable } from './readTable';
import type { Source } from './sourceFile';

export const DETAILS_FILE = 'movie_details.dat';

/** Empty where the file says nothing. */
export interface MovieDetails {
  readonly directors: readonly string[];
  readonly actors: readonly string[];
  readonly overview: string;
}

export interface ReadDetails {
  /** By movie id. */
  readonly details: ReadonlyMap<number, MovieDetails>;
  readonly report: FileReport;
}

/** id, title, year, certificate, released, genres, director, writers, actors, plot, poster */
const FIELD_COUNT = 11;
const DIRECTOR_FIELD = 6;
const ACTORS_FIELD = 8;
const PLOT_FIELD = 9;
const NOTHING = 'N/A';
/** What a person did, behind the name: `(co-director)`. */
const PART = /\s*\([^)]*\)/g;

/** `id::title::year::certificate::released::genres::director::writers::actors::plot::poster`, UTF-8. */
export async function readDetails(source: Source): Promise<ReadDetails> {
  const details = new Map<number, MovieDetails>();
  const report = await readTable(source, { encoding: 'utf-8', split: splitOn('::') }, (fields) => {
    if (fields.length !== FIELD_COUNT) return `${fields.length} fields, expected ${FIELD_COUNT}`;
    const movieId = parseWholeNumber(fields[0]);
    if (movieId === null) return `movie id "${fields[0]}" is not a whole number`;
    if (details.has(movieId)) return `movie ${movieId} is there already`;
    details.set(movieId, {
      directors: namesOf(fields[DIRECTOR_FIELD]),
      actors: namesOf(fields[ACTORS_FIELD]),
      overview: textOf(fields[PLOT_FIELD]),
    });
    return null;
  });
  return { details, report };
}

function namesOf(field: string): string[] {
  const names = textOf(field).replace(PART, '').split(',');
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

function textOf(field: string): string {
  const text = field.trim();
  return text === NOTHING ? '' : text;
}
