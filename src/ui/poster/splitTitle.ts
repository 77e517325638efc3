/** @file A long title's main part and its second line, which is set smaller. */

export interface TitleParts {
  readonly main: string;
  /** The subtitle, or the empty string. */
  readonly second: string;
}

/** Titles up to this length stay in one piece. */
const ONE_PIECE = 22;
const SEPARATOR = /\s*: |\s+[-–—] /u;
const ENDS_OPEN = /\b(or|and|vs\.?)$/iu;

/** `Star Wars: Episode IV - A New Hope` has the main part `Star Wars`. Nothing is left out. */
export function splitTitle(title: string): TitleParts {
  const match = SEPARATOR.exec(title);
  if (title.length <= ONE_PIECE || match === null) return { main: title, second: '' };
  const main = title.slice(0, match.index);
  const second = title.slice(match.index + match[0].length);
  if (main === '' || second === '' || ENDS_OPEN.test(main)) return { main: title, second: '' };
  return { main, second };
}
