/**
 * @file MovieLens titles for people: `City of Lost Children, The (Cité des enfants perdus, La)
 * (1995)` to a title, a second title and a year.
 */

export interface ParsedTitle {
  /** Article in front, no year: `The City of Lost Children`. Never empty. */
  readonly title: string;
  /** What stood in brackets behind it: `La Cité des enfants perdus`; several are joined by ` / `. */
  readonly alternateTitle: string;
  /** Year of release, of a series the first one; null where the title has none. */
  readonly year: number | null;
}

const ALTERNATES_SEPARATOR = ' / ';

/** Moved to the front when they stand behind a comma at the end. Longer ones first. */
const ARTICLES = [
  'The|the|An|A|Da', // English, and what rappers make of it
  "Les|Le|La|Une|Un|L’|L'", // French
  'Gli|Il|Lo|Una|Uno|I', // Italian, with those above
  'Los|Las|El', // Spanish
  'Uma|Um|Os|As|O', // Portuguese
  'Der|Die|Das|Eine|Ein', // German
  'Den|Det|De|Ett|En|Et|Het', // Swedish, Norwegian, Danish, Dutch
].join('|');
const TRAILING_ARTICLE = new RegExp(`^(.*\\S) ?, ?(${ARTICLES})(?=$|: )`);
/** Articles that are written without a space behind them: L'avventura. */
const ELIDED = /['’]$/;

/** A year in brackets, or the years of a series: (1999), (2009– ), (2006–2007). */
const YEAR_GROUP = /^(\d{4})(?: ?[-–—] ?(?:\d{4})?)?$/;
/** What IMDb writes behind a title to say what kind of film it is. */
const KIND_GROUP = /^(?:V|TV|VG|mini)$/;
const ALSO_KNOWN_AS = /^(?:a\.k\.a\.?|aka)[:,]? +/i;
/** Before a bracket these words show that it belongs to the title: `Birdman: Or (The …)`. */
const UNFINISHED = /(?::| or)$/i;
/** One bracket too many behind the year, a slip of the data. */
const DOUBLE_CLOSED_YEAR = /(\(\d{4}\))\)$/;

/** Parses a title as the data sets write it. Never fails: what it cannot read stays in the title. */
export function parseTitle(rawTitle: string): ParsedTitle {
  const text = rawTitle.replace(/\s+/g, ' ').trim().replace(DOUBLE_CLOSED_YEAR, '$1');
  const { head, groups } = splitGroups(text);
  const yearAt = groups.findLastIndex((group) => YEAR_GROUP.test(group));
  const year = yearAt === -1 ? null : Number(YEAR_GROUP.exec(groups[yearAt])?.[1]);
  const title = moveArticle(head);
  const alternates = groups
    .filter((group, index) => index !== yearAt && !KIND_GROUP.test(group))
    .map((group) => moveArticle(group.replace(ALSO_KNOWN_AS, '').trim()))
    .filter((alternate) => alternate !== '' && alternate !== title);
  return { title, alternateTitle: [...new Set(alternates)].join(ALTERNATES_SEPARATOR), year };
}

/** Takes the bracketed groups off the end of a title, outermost brackets only. */
function splitGroups(text: string): { head: string; groups: string[] } {
  const groups: string[] = [];
  let head = text;
  for (;;) {
    const open = openingOfLastGroup(head);
    if (open === -1) return { head, groups };
    const before = head.slice(0, open).trimEnd();
    const group = head.slice(open + 1, -1).trim();
    const isYear = YEAR_GROUP.test(group);
    // A bracket glued to a word is part of it, as in Spy(ies); a year may be glued by mistake.
    const glued = before.length === open && !isYear;
    if (before === '' || glued || (UNFINISHED.test(before) && !isYear)) return { head, groups };
    groups.unshift(group);
    head = before;
  }
}

/** Position of the bracket that the bracket at the end of the text closes; -1 where there is none. */
function openingOfLastGroup(text: string): number {
  if (!text.endsWith(')')) return -1;
  let depth = 0;
  for (let position = text.length - 1; position >= 0; position--) {
    if (text[position] === ')') depth++;
    if (text[position] === '(' && --depth === 0) return position;
  }
  return -1;
}

/** `Matrix, The` to `The Matrix`; also before a subtitle: `Crow, The: Salvation`. */
function moveArticle(text: string): string {
  return text.replace(TRAILING_ARTICLE, (_, rest: string, article: string) => {
    const space = ELIDED.test(article) ? '' : ' ';
    const capitalised = article[0].toUpperCase() + article.slice(1);
    return `${capitalised}${space}${rest}`;
  });
}
