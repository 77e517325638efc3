/** @file What `npm run data` says about a data set. */
import type { RatingColumns } from '../../models/dataset/columns';
import type { FileReport } from './lineReport';
import type { ObtainedDataset } from './obtain';

export interface DatasetSummary {
  readonly dataset: string;
  readonly folder: string;
  readonly origin: ObtainedDataset['origin'];
  readonly checksum: ObtainedDataset['checksum'];
  readonly ratings: number;
  /** People who rated. */
  readonly users: number;
  readonly movies: number;
  readonly ratedMovies: number;
  readonly malformedLines: number;
  /** Of the first and the last rating, ISO 8601; null where the set has no timestamps. */
  readonly timeSpan: { readonly first: string; readonly last: string } | null;
  readonly files: readonly FileReport[];
}

export function summarise(obtained: ObtainedDataset): DatasetSummary {
  const { dataset, report, folder, origin, checksum } = obtained;
  return {
    dataset: dataset.name,
    folder,
    origin,
    checksum,
    ratings: dataset.ratings.userId.length,
    users: new Set(dataset.ratings.userId).size,
    movies: dataset.movies.length,
    ratedMovies: new Set(dataset.ratings.movieId).size,
    malformedLines: report.reduce((sum, { malformed }) => sum + malformed, 0),
    timeSpan: timeSpanOf(dataset.ratings),
    files: report,
  };
}

function timeSpanOf({ timestamp }: RatingColumns): DatasetSummary['timeSpan'] {
  let first = Infinity;
  let last = 0;
  for (const seconds of timestamp) {
    if (seconds === 0) continue;
    if (seconds < first) first = seconds;
    if (seconds > last) last = seconds;
  }
  return last === 0 ? null : { first: isoTime(first), last: isoTime(last) };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
