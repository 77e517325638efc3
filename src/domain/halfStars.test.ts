import { describe, expect, test } from 'vitest';
import {
  ALL_HALF_STARS,
  formatHalfStars,
  formatStars,
  halfStarsInGlyphs,
  halfStarsInWords,
  isHalfStars,
  nearestHalfStars,
  ratingLabel,
} from './halfStars';

describe('half-stars', () => {
  test('are written with one decimal, whole or not', () => {
    expect(ALL_HALF_STARS.map(formatHalfStars)).toEqual(
      '0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0 4.5 5.0'.split(' '),
    );
    expect(formatStars(4.26)).toBe('4.3');
  });

  test('are said as a person says them', () => {
    expect(halfStarsInWords(1)).toBe('half a star');
    expect(halfStarsInWords(2)).toBe('one star');
    expect(halfStarsInWords(3)).toBe('one and a half stars');
    expect(halfStarsInWords(9)).toBe('four and a half stars');
    expect(halfStarsInWords(10)).toBe('five stars');
  });

  test('have a label for no rating', () => {
    expect(ratingLabel(null)).toBe('no rating');
    expect(ratingLabel(4)).toBe('two stars');
  });

  test('are drawn as glyphs with a half at the end', () => {
    expect(halfStarsInGlyphs(9)).toBe('★★★★½');
    expect(halfStarsInGlyphs(1)).toBe('½');
    expect(halfStarsInGlyphs(6)).toBe('★★★');
  });

  test('come back from stars, and stay in range when the stars are not', () => {
    for (const halfStars of ALL_HALF_STARS) expect(nearestHalfStars(halfStars / 2)).toBe(halfStars);
    expect(nearestHalfStars(0)).toBe(1);
    expect(nearestHalfStars(7)).toBe(10);
  });

  test('exclude everything that is not an integer from one to ten', () => {
    for (const value of [0, 11, 4.5, Number.NaN, '9', null]) expect(isHalfStars(value)).toBe(false);
  });
});
