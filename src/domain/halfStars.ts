/** @file Half-stars, 1 to 10: how a rating is counted, written and said. */
import { isHalfStars } from '../../models/shapes';
import type { HalfStars } from '../../models/shapes';

export type { HalfStars };
export { isHalfStars };

/** Every possible rating, lowest first. */
export const ALL_HALF_STARS: readonly HalfStars[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five'] as const;

/** `4.5`: always one decimal. */
export function formatHalfStars(halfStars: HalfStars): string {
  return formatStars(halfStars / 2);
}

/** `4.3` of any number of stars: always one decimal. */
export function formatStars(stars: number): string {
  return stars.toFixed(1);
}

/** `half a star`, `one star`, `four and a half stars`. */
export function halfStarsInWords(halfStars: HalfStars): string {
  if (halfStars === 1) return 'half a star';
  const whole = Math.floor(halfStars / 2);
  const number = NUMBER_WORDS[whole] ?? String(whole);
  if (halfStars % 2 === 1) return `${number} and a half stars`;
  return whole === 1 ? 'one star' : `${number} stars`;
}

/** The words, or `no rating`. */
export function ratingLabel(halfStars: HalfStars | null): string {
  return halfStars === null ? 'no rating' : halfStarsInWords(halfStars);
}

/** `★★★★½`, for running text. */
export function halfStarsInGlyphs(halfStars: HalfStars): string {
  return '★'.repeat(Math.floor(halfStars / 2)) + (halfStars % 2 === 1 ? '½' : '');
}

/** The rating nearest to a number of stars, kept between half a star and five. */
export function nearestHalfStars(stars: number): HalfStars {
  return Math.min(10, Math.max(1, Math.round(stars * 2)));
}
