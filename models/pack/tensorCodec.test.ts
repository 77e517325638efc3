import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackError } from './errors';
import type { TensorEntry } from './manifest';
import { decodeTensor, dequantizeRows, elementCount, quantizeRows } from './tensorCodec';

/** Room for the one rounding of `largest / 127` to float32. */
const ROUNDING = 1e-6;

/** Rows of ordinary magnitudes, zeros among them, each row on a scale of its own. */
const rowsArbitrary = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      unit: fc.array(
        fc.oneof(
          fc.constant(0),
          fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true }),
        ),
        { minLength: rows * columns, maxLength: rows * columns },
      ),
      exponents: fc.array(fc.integer({ min: -60, max: 60 }), { minLength: rows, maxLength: rows }),
    }),
  )
  .map(({ rows, columns, unit, exponents }) => ({
    rows,
    columns,
    values: Float32Array.from(unit, (x, i) =>
      Math.abs(x) < 1e-6 ? 0 : x * 2 ** exponents[Math.floor(i / columns)],
    ),
  }));

describe('int8 rows', () => {
  it('are off by half a scale at most, in every element', () => {
    fc.assert(
      fc.property(rowsArbitrary, ({ values, rows, columns }) => {
        const { values: quantized, scales } = quantizeRows(values, rows, columns);
        values.forEach((value, i) => {
          const scale = scales[Math.floor(i / columns)];
          const error = Math.abs(quantized[i] * scale - value);
          expect(error).toBeLessThanOrEqual((scale / 2) * (1 + ROUNDING));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('use the whole range: the largest element of a row becomes 127 or -127', () => {
    fc.assert(
      fc.property(rowsArbitrary, ({ values, rows, columns }) => {
        const { values: quantized, scales } = quantizeRows(values, rows, columns);
        for (let row = 0; row < rows; row++) {
          const line = (array: ArrayLike<number>): number =>
            Array.from(array)
              .slice(row * columns, (row + 1) * columns)
              .reduce((most, x) => Math.max(most, Math.abs(x)), 0);
          const largest = line(values);
          expect(scales[row]).toBe(Math.fround(largest / 127));
          expect(line(quantized)).toBe(largest === 0 ? 0 : 127);
        }
      }),
    );
  });

  it('keep the sign and come back as value times scale', () => {
    const values = Float32Array.of(1.27, -0.64, 0, 0.0049, -254, 127, 3, -1.2);
    const rows = quantizeRows(values, 2, 4);
    expect(Array.from(rows.values)).toEqual([127, -64, 0, 0, -127, 64, 2, -1]);
    const [small, large] = rows.scales;
    expect(large).toBe(2);
    expect(Array.from(dequantizeRows(rows))).toEqual([
      Math.fround(127 * small),
      Math.fround(-64 * small),
      0,
      0,
      -254,
      128,
      4,
      -2,
    ]);
  });

  it('keep a row of zeros as zeros, with scale 0', () => {
    const rows = quantizeRows(Float32Array.of(0, -0, 5, 0), 2, 2);
    expect(rows.scales[0]).toBe(0);
    expect(Array.from(dequantizeRows(rows).subarray(0, 2), Math.abs)).toEqual([0, 0]);
  });

  it('may be none at all', () => {
    expect(dequantizeRows(quantizeRows(new Float32Array(0), 0, 4))).toHaveLength(0);
  });
});

describe('a stored tensor', () => {
  const entry = (changes: Partial<TensorEntry>): TensorEntry => ({
    file: 'f.bin',
    offset: 0,
    shape: [2, 2],
    dtype: 'float32',
    ...changes,
  });

  it('is read little-endian, whatever the alignment of the file', () => {
    // 1.0, -2.0 as float32; 1.0, -2.0 as float16; int8 3, -4 with the scales 0.5 and 0.25.
    const bytes = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0x3c, 0, 0xc0, 3, 0xfc];
    const scales = [0, 0, 0, 0x3f, 0, 0, 0x80, 0x3e];
    const shifted = Uint8Array.from([99, ...bytes, ...scales]).subarray(1);
    const read = (changes: Partial<TensorEntry>): number[] =>
      Array.from(decodeTensor('t', entry({ shape: [2, 1], ...changes }), shifted).values);
    expect(read({ dtype: 'float32', offset: 0 })).toEqual([1, -2]);
    expect(read({ dtype: 'float16', offset: 8 })).toEqual([1, -2]);
    expect(read({ dtype: 'int8', offset: 12, scaleOffset: 14 })).toEqual([1.5, -1]);
  });

  it.each([
    ['values', entry({ offset: 4 })],
    ['values', entry({ dtype: 'float16', offset: 10 })],
    ['scales', entry({ dtype: 'int8', scaleOffset: 12 })],
  ])('whose %s reach past the end of the file is refused by name', (_, tooLong) => {
    const read = (): unknown => decodeTensor('kernel0', tooLong, new Uint8Array(16));
    expect(read).toThrow(PackError);
    expect(read).toThrow(expect.objectContaining({ code: 'pack-malformed' }));
    expect(read).toThrow(/kernel0 needs bytes \d+ to \d+ of a file of 16/);
  });

  it('of int8 without scales is refused', () => {
    const read = (): unknown => decodeTensor('e', entry({ dtype: 'int8' }), new Uint8Array(16));
    expect(read).toThrow(expect.objectContaining({ code: 'pack-malformed' }));
    expect(read).toThrow(/e is int8 but has no scaleOffset/);
  });

  it('has as many elements as the product of its shape, one for a scalar', () => {
    expect(elementCount([3, 4, 5])).toBe(60);
    expect(elementCount([7, 0])).toBe(0);
    expect(elementCount([])).toBe(1);
  });
});
