/** @file The dials in words: for screen readers, and under the shelf that they turn. */

/** Where the dials stand, as the settings keep them. */
export interface DialValues {
  /** 0 as ranked, to 1 wide. */
  readonly diversity: number;
  /** −1 obscure, 0 as ranked, 1 mainstream. */
  readonly popularity: number;
}

const PERCENT = 100;
const AS_RANKED = 'Nearest to your taste first';

/** Says a value of the diversity dial. */
export function diversityInWords(diversity: number): string {
  return diversity === 0 ? 'as ranked' : `${Math.round(PERCENT * diversity)} % wider`;
}

/** Says a value of the popularity dial. */
export function popularityInWords(popularity: number): string {
  if (popularity === 0) return 'as ranked';
  const direction = popularity < 0 ? 'more obscure' : 'more mainstream';
  return `${Math.round(PERCENT * Math.abs(popularity))} % ${direction}`;
}

/** What the order of the personal shelf is about. */
export function orderInWords({ diversity, popularity }: DialValues): string {
  const turned = [
    diversity > 0 ? 'further apart' : null,
    popularity < 0 ? 'less known' : null,
    popularity > 0 ? 'better known' : null,
  ].filter((words) => words !== null);
  return turned.length === 0 ? AS_RANKED : `Near your taste, ${turned.join(' and ')}`;
}
