/** @file How wide a text is, without a DOM: Archivo by its own table, other scripts by estimate. */
import {
  CONDENSED_WIDTHS,
  EXPANDED_WIDTHS,
  FIRST_CODE_POINT,
  NORMAL_WIDTHS,
} from './archivoWidths';

/** The ends and the middle of Archivo's width axis, in per cent. */
const CONDENSED = 62;
const NORMAL = 100;
const EXPANDED = 125;

const UNITS_PER_EM = 1000;
const COMBINING_MARK = /\p{Mn}/u;
const IDEOGRAPHIC =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/u;
/** Ems of an ideograph, and of a letter from a font that we do not know: on the wide side. */
const IDEOGRAPH_WIDTH = 1.02;
const UNKNOWN_WIDTH = 0.74;

function between(
  low: readonly number[],
  high: readonly number[],
  i: number,
  share: number,
): number {
  const from = low[i] ?? 0;
  return (from + ((high[i] ?? 0) - from) * share) / UNITS_PER_EM;
}

/** `é` is `e`; a letter of another script stays itself. */
function baseLetter(character: string): string {
  return character.normalize('NFD').charAt(0);
}

function tableIndex(character: string): number | null {
  const ascii = character.charCodeAt(0) - FIRST_CODE_POINT;
  if (ascii >= 0 && ascii < NORMAL_WIDTHS.length) return ascii;
  const i = baseLetter(character).charCodeAt(0) - FIRST_CODE_POINT;
  return i >= 0 && i < NORMAL_WIDTHS.length ? i : null;
}

function characterWidth(character: string, stretch: number): number {
  const i = tableIndex(character);
  if (i === null && COMBINING_MARK.test(character)) return 0;
  if (i === null) return IDEOGRAPHIC.test(character) ? IDEOGRAPH_WIDTH : UNKNOWN_WIDTH;
  return stretch <= NORMAL
    ? between(CONDENSED_WIDTHS, NORMAL_WIDTHS, i, (stretch - CONDENSED) / (NORMAL - CONDENSED))
    : between(NORMAL_WIDTHS, EXPANDED_WIDTHS, i, (stretch - NORMAL) / (EXPANDED - NORMAL));
}

/**
 * Width of a text in ems, Archivo 700 at a `wdth` of `stretch` per cent. Accents take no room, and
 * letters outside the table count as widely as any system font sets them.
 */
export function textWidth(text: string, stretch: number): number {
  let width = 0;
  for (const character of text.normalize('NFC')) width += characterWidth(character, stretch);
  return width;
}

/** Whether every letter is in the table, so that {@link textWidth} is exact. */
export function isMeasured(text: string): boolean {
  return [...text.normalize('NFC')].every((character) => tableIndex(character) !== null);
}

/** Whether the first strong letter is Hebrew or Arabic. */
export function isRightToLeft(text: string): boolean {
  const letter = /\p{L}/u.exec(text)?.[0];
  return letter !== undefined && /[\p{sc=Hebrew}\p{sc=Arabic}]/u.test(letter);
}

/** Places where a line may end: words, or single characters where a script has no spaces. */
export function breakable(text: string): string[] {
  const parts: string[] = [];
  for (const word of text.trim().split(/\s+/u)) {
    if (IDEOGRAPHIC.test(word)) parts.push(...word);
    else parts.push(word);
  }
  return parts;
}

/** Whether no space stands between two parts: both are ideographs. */
export function isTight(before: string, after: string): boolean {
  return IDEOGRAPHIC.test(before.at(-1) ?? '') && IDEOGRAPHIC.test(after.at(0) ?? '');
}

/** Joins parts of {@link breakable} again. */
export function joined(parts: readonly string[]): string {
  return parts.reduce((line, part, i) => {
    return i === 0 ? part : `${line}${isTight(line, part) ? '' : ' '}${part}`;
  }, '');
}
