/** @file Why a film is on the shelf, in one short line. */
import { halfStarsInGlyphs, type HalfStars } from '../../domain/halfStars';

/** A longer title would push the stars off a card of three lines. */
const MOST_CHARACTERS = 32;
const ELLIPSIS = '…';

/** `Because you rated Heat ★★★★★`; a long title is cut between words. */
export function becauseNote(title: string, halfStars: HalfStars): string {
  return `Because you rated ${shortened(title)} ${halfStarsInGlyphs(halfStars)}`;
}

function shortened(title: string): string {
  const characters = [...title];
  if (characters.length <= MOST_CHARACTERS) return title;
  const start = characters.slice(0, MOST_CHARACTERS).join('');
  const lastSpace = start.lastIndexOf(' ');
  const whole = lastSpace > 0 ? start.slice(0, lastSpace) : start;
  return whole.replace(/[\s,:;.–-]+$/u, '') + ELLIPSIS;
}
