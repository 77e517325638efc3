import { expect, test } from 'vitest';
import { contrast, hexOf, intoGamut, linearRgbOf } from './oklch';

test('known colours convert to their sRGB values', () => {
  expect(hexOf({ l: 1, c: 0, h: 0 })).toBe('#ffffff');
  expect(hexOf({ l: 0, c: 0, h: 0 })).toBe('#000000');
  expect(hexOf({ l: 0.627955, c: 0.257683, h: 29.2339 })).toBe('#ff0000');
  expect(hexOf({ l: 0.452014, c: 0.313214, h: 264.052 })).toBe('#0000ff');
});

test('a colour that sRGB cannot show loses chroma, not lightness or hue', () => {
  const teal = intoGamut({ l: 0.7, c: 0.3, h: 195 });
  expect(teal).toMatchObject({ l: 0.7, h: 195 });
  expect(teal.c).toBeLessThan(0.14);
  for (const channel of linearRgbOf(teal)) {
    expect(channel).toBeGreaterThan(-0.001);
    expect(channel).toBeLessThan(1.001);
  }
});

test('contrast is 21 between black and white, in either order, and 1 with itself', () => {
  const black = { l: 0, c: 0, h: 0 };
  const white = { l: 1, c: 0, h: 0 };
  expect(contrast(black, white)).toBeCloseTo(21, 1);
  expect(contrast(white, black)).toBeCloseTo(21, 1);
  expect(contrast(white, white)).toBe(1);
});
