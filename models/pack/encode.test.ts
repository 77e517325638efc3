import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { TensorFileWriter } from './encode';
import { decodeTensor, type DenseTensor } from './tensorCodec';

const random = createRandom(4);
const tensor = (...shape: number[]): DenseTensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).map(() => random.normal()),
});

describe('a tensor file', () => {
  const writer = new TensorFileWriter('t.bin');
  // Sizes that are no multiple of four bytes, so that the padding matters.
  const stored = {
    rows: tensor(3, 5),
    half: tensor(7),
    exact: tensor(2, 3),
    empty: tensor(0, 4),
    scalar: tensor(),
  };
  writer.add('rows', stored.rows, 'int8');
  writer.add('half', stored.half, 'float16');
  writer.add('exact', stored.exact, 'float32');
  writer.add('empty', stored.empty, 'float32');
  writer.add('scalar', stored.scalar, 'float32');
  const file = writer.bytes();
  const read = (name: string): DenseTensor => decodeTensor(name, writer.entries[name], file);

  it('gives every tensor back with its shape', () => {
    for (const [name, { shape }] of Object.entries(stored)) expect(read(name).shape).toEqual(shape);
  });

  it('keeps float32 bit for bit, float16 to 11 bits, int8 to half a scale', () => {
    expect(read('exact').values).toEqual(stored.exact.values);
    expect(read('scalar').values).toEqual(stored.scalar.values);
    read('half').values.forEach((value, i) => {
      const expected = stored.half.values[i];
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -11);
    });
    read('rows').values.forEach((value, i) => {
      const row = stored.rows.values.slice(5 * Math.floor(i / 5), 5 * Math.floor(i / 5) + 5);
      const scale = Math.max(...row.map(Math.abs)) / 127;
      expect(Math.abs(value - stored.rows.values[i])).toBeLessThanOrEqual(0.50001 * scale);
    });
  });

  it('aligns everything to four bytes and names itself in every entry', () => {
    expect(file.byteLength % 4).toBe(0);
    for (const { offset, scaleOffset = 0, file: path } of Object.values(writer.entries)) {
      expect([offset % 4, scaleOffset % 4, path]).toEqual([0, 0, 't.bin']);
    }
  });

  it('does not let tensors overlap', () => {
    const marks = new Uint8Array(file.byteLength);
    const claim = (offset: number, bytes: number): void => {
      for (let at = offset; at < offset + bytes; at++) marks[at]++;
    };
    const { rows, half, exact, scalar } = writer.entries;
    claim(rows.offset, 15);
    claim(rows.scaleOffset ?? NaN, 12);
    claim(half.offset, 14);
    claim(exact.offset, 24);
    claim(scalar.offset, 4);
    expect(Math.max(...marks)).toBe(1);
    expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(15 + 12 + 14 + 24 + 4);
  });
});

describe('a tensor that cannot be stored', () => {
  const add = (shape: number[], values: number[]) => () =>
    new TensorFileWriter('t.bin').add(
      'kernel',
      { shape, values: Float32Array.from(values) },
      'int8',
    );

  it('has a shape that its values do not fill', () => {
    expect(add([2, 2], [1, 2, 3])).toThrow(RangeError);
    expect(add([2, 2], [1, 2, 3])).toThrow(/kernel: 3 values for shape \[2,2\]/);
  });

  it.each([NaN, Infinity, -Infinity])('has a value that is %d', (value) => {
    expect(add([1, 2], [1, value])).toThrow(/kernel has values that are not finite/);
  });
});
