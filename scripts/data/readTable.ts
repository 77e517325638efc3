/** @file The small files of a data set, line by line as text: movies, people, links, tags. */
import type { Fields } from './fields';
import { checkHeader } from './header';
import type { Headers } from './header';
import { LineReport } from './lineReport';
import type { FileReport } from './lineReport';
import { readLines } from './lines';
import type { Source } from './sourceFile';

export interface TableFormat {
  readonly encoding: 'utf-8' | 'latin1';
  readonly split: (line: string) => Fields;
  /** Absent where the file has no header line. */
  readonly headers?: Headers;
}

/** Takes in the fields of a line; returns null, or why they are malformed. */
export type RowHandler = (fields: readonly string[], columns: readonly string[]) => string | null;

/** Reads a file; throws a Failure when more than 1 % of its lines are malformed. */
export async function readTable(
  source: Source,
  format: TableFormat,
  onRow: RowHandler,
): Promise<FileReport> {
  const report = new LineReport(source.name);
  const decoder = new TextDecoder(format.encoding, { fatal: true, ignoreBOM: true });
  let columns: readonly string[] | null = format.headers ? null : [];
  await readLines(source.chunks, (bytes, start, end, line) => {
    const text = decodeLine(decoder, bytes.subarray(start, end));
    if (columns === null && format.headers) {
      columns = checkHeader(source.name, text ?? '', format.headers);
      return;
    }
    report.count(line, rowProblem(text, format, columns ?? [], onRow));
  });
  return report.finish();
}

function rowProblem(
  text: string | null,
  format: TableFormat,
  columns: readonly string[],
  onRow: RowHandler,
): string | null {
  if (text === null) return 'bytes that are not UTF-8';
  const fields = format.split(text);
  if ('malformed' in fields) return fields.malformed;
  if (columns.length > 0 && fields.length !== columns.length) {
    return `${fields.length} fields, expected ${columns.length}`;
  }
  return onRow(fields, columns);
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    // TextDecoder has no other way to say so; the caller counts the line as malformed.
    return null;
  }
}
