import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFloat16Bits, toFloat16Bits } from './tensorCodec';

const SIGN = 0x8000;
const INFINITY = 0x7c00;
const PATTERNS = 2 ** 16;
/** Half of the way from the largest finite number, 65504, to the next power of two. */
const OVERFLOW = 65_520;

const isNaNPattern = (bits: number): boolean => (bits & 0x7fff) > INFINITY;

/**
 * Reads a finite pattern through the hardware's own float32: shifted into place the exponent is off
 * by 127 − 15, subnormals included, which one exact multiplication puts right.
 */
function decodeByShifting(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (bits & 0x7fff) << 13);
  return (bits & SIGN ? -1 : 1) * view.getFloat32(0) * 2 ** 112;
}

/** All finite non-negative half-precision numbers, ascending: index is pattern. */
const table = Array.from({ length: INFINITY }, (_, bits) => decodeByShifting(bits));

/** The nearest entry of the table, even patterns first: rounding without arithmetic on bits. */
function nearestPattern(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? SIGN : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= OVERFLOW) return sign | INFINITY;
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table[middle] <= magnitude) low = middle;
    else high = middle - 1;
  }
  const candidates = [low, low + 1].filter((bits) => bits < table.length);
  candidates.sort(
    (a, b) => Math.abs(table[a] - magnitude) - Math.abs(table[b] - magnitude) || (a % 2) - (b % 2),
  );
  return sign | candidates[0];
}

describe('half precision', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 6.097555160522461e-5],
    [0x0400, 6.103515625e-5],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0x3c01, 1.0009765625],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('reads and writes the published example %i as %d', (bits, value) => {
    expect(fromFloat16Bits(bits)).toBe(value);
    expect(toFloat16Bits(value)).toBe(bits);
  });

  it('reads all 65,536 patterns as the hardware does after a shift', () => {
    let wrong = 0;
    for (let bits = 0; bits < PATTERNS; bits++) {
      const value = fromFloat16Bits(bits);
      const expected = isNaNPattern(bits)
        ? NaN
        : (bits & 0x7fff) === INFINITY
          ? (bits & SIGN ? -1 : 1) * Infinity
          : decodeByShifting(bits);
      if (!Object.is(value, expected)) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it('writes every number that it reads as the same pattern', () => {
    let wrong = 0;
    for (let bits = 0; bits < PATTERNS; bits++) {
      const written = toFloat16Bits(fromFloat16Bits(bits));
      if (isNaNPattern(bits) ? !isNaNPattern(written) : written !== bits) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it('rounds every midpoint of neighbours to the even one, and its neighbours to theirs', () => {
    const nextUp = (value: number, by: number): number => {
      const view = new DataView(new ArrayBuffer(4));
      view.setFloat32(0, value);
      view.setUint32(0, view.getUint32(0) + by);
      return view.getFloat32(0);
    };
    const wrong: number[] = [];
    for (let bits = 0; bits + 1 < table.length; bits++) {
      const middle = (table[bits] + table[bits + 1]) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      if (toFloat16Bits(middle) !== even) wrong.push(middle);
      if (toFloat16Bits(-middle) !== (SIGN | even)) wrong.push(-middle);
      if (toFloat16Bits(nextUp(middle, 1)) !== bits + 1) wrong.push(nextUp(middle, 1));
      if (toFloat16Bits(nextUp(middle, -1)) !== bits) wrong.push(nextUp(middle, -1));
    }
    expect(wrong).toEqual([]);
  });

  it('rounds random floats to the nearest entry of the table of all of them', () => {
    const near = (range: number): fc.Arbitrary<number> =>
      fc.float({ min: -Math.fround(range), max: Math.fround(range), noNaN: true });
    const value = fc.oneof(fc.float({ noNaN: true }), near(2), near(2 ** -13), near(70_000));
    fc.assert(
      fc.property(value, (x) => {
        expect(toFloat16Bits(x)).toBe(nearestPattern(x));
      }),
      { numRuns: 3000 },
    );
  });

  it('overflows to infinity from 65520 on and keeps what lies below', () => {
    expect(toFloat16Bits(OVERFLOW)).toBe(INFINITY);
    expect(toFloat16Bits(-OVERFLOW)).toBe(SIGN | INFINITY);
    expect(toFloat16Bits(65_519.99609375)).toBe(0x7bff);
    expect(toFloat16Bits(Infinity)).toBe(INFINITY);
    expect(toFloat16Bits(3.4e38)).toBe(INFINITY);
  });

  it('keeps not-a-number', () => {
    expect(isNaNPattern(toFloat16Bits(NaN))).toBe(true);
  });
});
