/** @file The header line of a CSV file. */
import { Failure } from '../cli/failure';

/** The headers that a file may have, the usual one first. */
export type Headers = readonly [readonly string[], ...(readonly string[])[]];

const SHOWN_CHARACTERS = 60;

/** Checks a header line; returns the columns it names. */
export function checkHeader(file: string, line: string, headers: Headers): readonly string[] {
  const columns = headers.find((names) => names.join(',') === line.trim());
  if (columns) return columns;
  throw new Failure(
    'data.format',
    `${file} starts with "${line.slice(0, SHOWN_CHARACTERS)}", not with "${headers[0].join(',')}".`,
    'Check that the file is the one of the data set that was named, with its header line.',
  );
}
