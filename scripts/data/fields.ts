/** @file A line of text to its fields. */

const QUOTE = '"';

/** The fields of a line, or why it has none. */
export type Fields = readonly string[] | { readonly malformed: string };

/**
 * Fields of a CSV line (RFC 4180, without line ends inside quotes: no MovieLens field has one, and
 * a quote left open must not swallow the rest of the file).
 */
export function splitCsv(line: string): Fields {
  if (!line.includes(QUOTE)) return line.split(',');
  const fields: string[] = [];
  let position = 0;
  for (;;) {
    const field =
      line[position] === QUOTE ? quotedField(line, position) : plainField(line, position);
    if ('malformed' in field) return field;
    fields.push(field.text);
    if (field.end === line.length) return fields;
    position = field.end + 1;
  }
}

/** A splitter on a fixed separator without quoting. */
export function splitOn(separator: string): (line: string) => Fields {
  return (line) => line.split(separator);
}

interface Field {
  readonly text: string;
  /** Position of the comma behind it, or the length of the line. */
  readonly end: number;
}

function plainField(line: string, start: number): Field {
  const comma = line.indexOf(',', start);
  const end = comma === -1 ? line.length : comma;
  return { text: line.slice(start, end), end };
}

function quotedField(line: string, start: number): Field | { readonly malformed: string } {
  let end = start;
  do {
    end = line.indexOf(QUOTE, end + 1);
    if (end === -1) return { malformed: 'a quote is not closed' };
    // A doubled quote stands for one inside the field.
  } while (line[end + 1] === QUOTE && ++end);
  if (end + 1 < line.length && line[end + 1] !== ',') {
    return { malformed: 'text follows a closing quote' };
  }
  return { text: line.slice(start + 1, end).replaceAll('""', QUOTE), end: end + 1 };
}

const LARGEST_ID = 2 ** 31 - 1;

/** A whole number from 0 to 2^31 - 1 written in digits, or null. */
export function parseWholeNumber(text: string): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value <= LARGEST_ID ? value : null;
}
