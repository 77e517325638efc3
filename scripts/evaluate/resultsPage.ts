/**
 * @file The sections of `docs/results.md`: one for each protocol on each data set. What was measured
 * anew takes the place of what stood there for the same protocol and data; all else stays.
 */
import { Failure } from '../cli/failure';

/** What one run says of one protocol. */
export interface ResultSection {
  /** Titles of data set and protocol; together they name a section. */
  readonly data: string;
  readonly protocol: string;
  readonly text: string;
}

const DATA_HEADING = /^## (.*)$/;
const PROTOCOL_HEADING = /^### (.*)$/;

/** The text of some sections: data sets as they first appear, the protocols of each in their own order. */
export function writeSections(sections: readonly ResultSection[]): string {
  const dataSets = [...new Set(sections.map(({ data }) => data))];
  return dataSets
    .flatMap((data) => {
      const own = sections.filter((section) => section.data === data);
      const inOrder = own.toSorted((a, b) => a.protocol.localeCompare(b.protocol));
      return [
        `## ${data}`,
        ...inOrder.flatMap(({ protocol, text }) => [`### ${protocol}`, text.trim()]),
      ];
    })
    .join('\n\n');
}

/**
 * Reads what {@link writeSections} wrote.
 *
 * @throws Failure for text that belongs to no section, which would be lost
 */
export function readSections(text: string): ResultSection[] {
  const sections: ResultSection[] = [];
  let data = '';
  let open: { protocol: string; lines: string[] } | null = null;
  const close = (): void => {
    if (open) sections.push({ data, protocol: open.protocol, text: open.lines.join('\n').trim() });
    open = null;
  };
  for (const line of text.split('\n')) {
    const [, dataTitle] = DATA_HEADING.exec(line) ?? [];
    const [, protocol] = PROTOCOL_HEADING.exec(line) ?? [];
    if (dataTitle !== undefined || protocol !== undefined) close();
    if (dataTitle !== undefined) data = dataTitle;
    else if (protocol !== undefined) open = { protocol, lines: [] };
    else if (open) open.lines.push(line);
    else if (line.trim() !== '') throw strayText(line);
  }
  close();
  return sections;
}

function strayText(line: string): Failure {
  return new Failure(
    'evaluate.page',
    `On the page stands a line that belongs to no protocol: ${line.trim()}`,
    'Move it out of the part between the comments, or name another file with --markdown.',
  );
}

/** `before` with the fresh sections in the place of those of the same name. */
export function withFresh(
  before: readonly ResultSection[],
  fresh: readonly ResultSection[],
): ResultSection[] {
  const isSame = (a: ResultSection, b: ResultSection): boolean =>
    a.data === b.data && a.protocol === b.protocol;
  const replaced = before.map((old) => fresh.findLast((section) => isSame(section, old)) ?? old);
  const added = fresh.filter((section) => !before.some((old) => isSame(section, old)));
  return [...replaced, ...added];
}
