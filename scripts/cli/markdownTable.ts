/** @file Tables and numbers in Markdown, laid out as Prettier does. */

const NARROWEST_COLUMN = 3;
const DIGITS = 4;
const MISSING = '–';

/** A table with aligned columns. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = header.map((heading, column) =>
    Math.max(NARROWEST_COLUMN, heading.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

/** `.3871`, `−.0123`, `–` for what does not exist. */
export function decimal(value: number | null | undefined, digits = DIGITS): string {
  if (value === null || value === undefined) return MISSING;
  const text = Math.abs(value).toFixed(digits).replace(/^0\./, '.');
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The same with a plus sign. */
export function signedDecimal(value: number, digits = DIGITS): string {
  const text = decimal(value, digits);
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`;
}
