/** @file What fitting was measured to take, and its table. */
import { decimal, markdownTable } from '../../cli/markdownTable';
import type { Spread } from '../statistics';

/** `warm`: from the exact embedding without one of the ratings. */
export type Start = 'cold' | 'warm';

/** Fits of one kind. */
export interface FittingRow {
  readonly backend: string;
  readonly ratings: number;
  readonly start: Start;
  readonly milliseconds: Spread;
  /** Of conjugate gradients, the most of all blocks. */
  readonly steps: Spread;
  /** Largest difference to the exact embedding in any dimension, relative to its norm; the worst run. */
  readonly distance: number;
}

export interface FittingReport {
  readonly command: string;
  readonly node: string;
  /** Name of the pack, its movies and the dimensions of each block. */
  readonly pack: string;
  readonly movies: number;
  readonly dimensions: readonly number[];
  readonly rows: readonly FittingRow[];
}

const TIME_DIGITS = 1;
const DISTANCE_DIGITS = 2;

/** One line for each backend, number of ratings and start. */
export function renderFitting({ rows }: Pick<FittingReport, 'rows'>): string {
  const header = [
    ...['Backend', 'Ratings', 'Start', 'Steps, median', 'Steps, p95', 'Median, ms', 'p95, ms'],
    'Largest distance',
  ];
  const lines = rows.map(({ backend, ratings, start, milliseconds, steps, distance }) => [
    backend,
    ratings.toLocaleString('en-US'),
    start,
    String(steps.median),
    String(steps.p95),
    decimal(milliseconds.median, TIME_DIGITS),
    decimal(milliseconds.p95, TIME_DIGITS),
    distance.toExponential(DISTANCE_DIGITS - 1).replace('-', '−'),
  ]);
  return markdownTable(header, lines);
}
