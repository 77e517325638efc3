/** @file Films to begin with: known to most people, and unlike each other. */
import type { Movie } from '../../domain/movie';
import { byDistinctiveness } from '../../domain/genres';
import { decadeOf } from '../../domain/years';

type Candidate = Pick<Movie, 'id' | 'year' | 'genres' | 'title' | 'ratingCount'>;

/** Cost of a film for each one before it that shares its decade or its leading genre. */
const REPEAT_COST = { decade: 0.16, genre: 0.22, series: 4 } as const;
/** Repeats further back than this no longer count, so that the row stays varied to its end. */
const MEMORY = 12;
/** Characters at the start of a title that make two films parts of one series. */
const SERIES_PREFIX = 9;

/**
 * `count` of the candidates in the order to ask about them: each is the best known that repeats least
 * of the decades, genres and series before it. The same candidates give the same order.
 */
export function starters<T extends Candidate>(candidates: readonly T[], count: number): T[] {
  const left = [...candidates];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    const recent = chosen.slice(-MEMORY);
    const values = left.map((movie) => Math.log1p(movie.ratingCount) - repeatCost(movie, recent));
    const best = values.indexOf(Math.max(...values));
    chosen.push(...left.splice(best, 1));
  }
  return chosen;
}

function repeatCost(movie: Candidate, before: readonly Candidate[]): number {
  return before.reduce((cost, other) => {
    const decade = movie.year !== null && other.year !== null && sameDecade(movie.year, other.year);
    return (
      cost +
      (decade ? REPEAT_COST.decade : 0) +
      (leadOf(movie) === leadOf(other) ? REPEAT_COST.genre : 0) +
      (seriesOf(movie) === seriesOf(other) ? REPEAT_COST.series : 0)
    );
  }, 0);
}

function sameDecade(a: number, b: number): boolean {
  return decadeOf(a) === decadeOf(b);
}

function leadOf({ genres }: Candidate): string {
  return byDistinctiveness(genres)[0] ?? '';
}

function seriesOf({ title }: Candidate): string {
  return title.slice(0, SERIES_PREFIX).toLowerCase();
}
