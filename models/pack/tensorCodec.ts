/**
 * @file Bytes of a tensor file to numbers and back. Little-endian throughout, whatever the machine.
 *
 * int8 rows: row `i` is stored as `round(x / s_i)` with `s_i = max|x_i| / 127`, so the error of each
 * element is at most `s_i / 2`.
 */
import { PackError } from './errors';
import type { TensorEntry } from './manifest';

const INT8_MAX = 127;
const BYTES = { int8: 1, float16: 2, float32: 4 } as const;

/** A tensor on the CPU: `shape` and its elements in row-major order. */
export interface DenseTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** `[M, D]` int8 rows with one scale for each. */
export interface Int8Rows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Quantises `[rows, columns]` floats to int8 with a scale for each row. All-zero rows get scale 0. */
export function quantizeRows(values: Float32Array, rows: number, columns: number): Int8Rows {
  const quantized = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let largest = 0;
    for (let i = start; i < start + columns; i++) largest = Math.max(largest, Math.abs(values[i]));
    if (largest === 0) continue;
    const scale = Math.fround(largest / INT8_MAX);
    scales[row] = scale;
    for (let i = start; i < start + columns; i++) {
      quantized[i] = Math.max(-INT8_MAX, Math.min(INT8_MAX, Math.round(values[i] / scale)));
    }
  }
  return { values: quantized, scales };
}

/** Inverse of {@link quantizeRows}, up to half a scale. */
export function dequantizeRows(rows: Int8Rows): Float32Array {
  const columns = rows.scales.length === 0 ? 0 : rows.values.length / rows.scales.length;
  const values = new Float32Array(rows.values.length);
  for (let row = 0; row < rows.scales.length; row++) {
    const scale = rows.scales[row];
    const start = row * columns;
    for (let i = start; i < start + columns; i++) values[i] = rows.values[i] * scale;
  }
  return values;
}

/** Nearest IEEE 754 half-precision number of a float, as its 16 bits; ties to even. */
export function toFloat16Bits(value: number): number {
  floatView[0] = value;
  const bits = intView[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x47800000) {
    // Too large for half precision (infinity), or not a number.
    return magnitude > 0x7f800000 ? sign | 0x7e00 : sign | 0x7c00;
  }
  if (magnitude < 0x38800000) {
    // Subnormal: 2^-24 is the unit in the last place.
    return sign | roundHalfEven(Math.abs(value) * 2 ** 24);
  }
  const rebased = magnitude - 0x38000000;
  return sign | roundHalfEven(rebased / 2 ** 13);
}

/** The number that 16 bits of half precision stand for. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const floatView = new Float32Array(1);
const intView = new Int32Array(floatView.buffer);

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest > 0.5 || (rest === 0.5 && floor % 2 === 1)) return floor + 1;
  return floor;
}

/**
 * Reads one tensor of a verified, decoded file.
 *
 * @throws PackError `pack-malformed` when the file is too short for the shape.
 */
export function decodeTensor(
  name: string,
  entry: Omit<TensorEntry, 'file'>,
  file: Uint8Array,
): DenseTensor {
  const count = elementCount(entry.shape);
  const view = sliceOf(name, file, entry.offset, count * BYTES[entry.dtype]);
  if (entry.dtype === 'int8') {
    if (entry.scaleOffset === undefined) {
      throw new PackError('pack-malformed', `Tensor ${name} is int8 but has no scaleOffset.`);
    }
    const scaleView = sliceOf(name, file, entry.scaleOffset, entry.shape[0] * BYTES.float32);
    const scales = readFloats(scaleView);
    const values = new Int8Array(view.buffer, view.byteOffset, count);
    return { shape: entry.shape, values: dequantizeRows({ values, scales }) };
  }
  if (entry.dtype === 'float32') return { shape: entry.shape, values: readFloats(view) };
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = fromFloat16Bits(view.getUint16(2 * i, true));
  return { shape: entry.shape, values };
}

function sliceOf(name: string, file: Uint8Array, offset: number, bytes: number): DataView {
  if (offset + bytes > file.byteLength) {
    throw new PackError(
      'pack-malformed',
      `Tensor ${name} needs bytes ${offset} to ${offset + bytes} of a file of ${file.byteLength}.`,
    );
  }
  return new DataView(file.buffer, file.byteOffset + offset, bytes);
}

function readFloats(view: DataView): Float32Array {
  const values = new Float32Array(view.byteLength / BYTES.float32);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(BYTES.float32 * i, true);
  return values;
}
