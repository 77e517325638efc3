/** @file Ratings of every official format to columns. */
import type { RatingColumns } from '../../models/dataset/columns';
import { Failure } from '../cli/failure';
import { GrowableRatings } from './growableRatings';
import { checkHeader } from './header';
import type { Headers } from './header';
import { LineReport } from './lineReport';
import type { FileReport } from './lineReport';
import { readLines } from './lines';
import { RatingLine } from './ratingLine';
import type { RatingSeparator } from './ratingLine';
import type { Source } from './sourceFile';

export interface ReadRatings {
  readonly ratings: RatingColumns;
  readonly report: FileReport;
}

const CSV_HEADERS: Headers = [
  ['userId', 'movieId', 'rating', 'timestamp'],
  ['userId', 'movieId', 'rating'],
];

/** `userId,movieId,rating,timestamp` with a header line (ml-latest, ml-latest-small, ml-32m). */
export function readCsvRatings(source: Source): Promise<ReadRatings> {
  return readRatings(source, { separator: ',', headers: CSV_HEADERS });
}

/** `user::movie::rating` with or without `::timestamp`, no header (ml-1m). */
export function readDatRatings(source: Source): Promise<ReadRatings> {
  return readRatings(source, { separator: '::', fieldCount: null });
}

/** The same separated by tabs, always with a timestamp (the `u.data` of ml-100k). */
export function readTabRatings(source: Source): Promise<ReadRatings> {
  return readRatings(source, { separator: '\t', fieldCount: 4 });
}

/** With headers the header line gives the number of fields; null lets the first line give it. */
type RatingFormat = { readonly separator: RatingSeparator } & (
  { readonly headers: Headers } | { readonly fieldCount: number | null }
);

async function readRatings(source: Source, format: RatingFormat): Promise<ReadRatings> {
  const rows = new GrowableRatings();
  const report = new LineReport(source.name);
  let parser = 'headers' in format ? null : new RatingLine(format.separator, format.fieldCount);
  await readLines(source.chunks, (bytes, start, end, line) => {
    if (parser === null) {
      const header = new TextDecoder().decode(bytes.subarray(start, end));
      const columns = 'headers' in format ? checkHeader(source.name, header, format.headers) : [];
      parser = new RatingLine(format.separator, columns.length);
      return;
    }
    const reason = parser.parse(bytes, start, end);
    report.count(line, reason);
    if (reason !== null) return;
    rows.push(parser.userId, parser.movieId, parser.halfStars, parser.timestamp);
  });
  const finished = report.finish();
  if (rows.length === 0) throw noRatings(source.name);
  return { ratings: rows.toColumns(), report: finished };
}

function noRatings(file: string): Failure {
  return new Failure(
    'data.empty',
    `${file} holds no ratings.`,
    'Check that the file is complete; download the data set again if it is not.',
  );
}
