/**
 * @file The sections of `docs/results.md`: one for each protocol on each data set. What was measured
 * anew takes the place of what stood there for the same protocol and data; all else stays.
 */

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

/** Reads what {@link writeSections} wrote. */
export function readSections(text: string): ResultSection[] {
  const sections: { data: string; protocol: string; text: string }[] = [];
  let data = '';
  for (const line of text.split('\n')) {
    const [, dataTitle] = DATA_HEADING.exec(line) ?? [];
    const [, protocol] = PROTOCOL_HEADING.exec(line) ?? [];
    if (dataTitle !== undefined) data = dataTitle;
    else if (protocol !== undefined) sections.push({ data, protocol, text: '' });
    else if (sections.length > 0) sections[sections.length - 1].text += `${line}\n`;
  }
  return sections.map((section) => ({ ...section, text: section.text.trim() }));
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
