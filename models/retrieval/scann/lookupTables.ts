/**
 * @file Lookup tables of one query: the approximate score of a row is one addition for each byte, or
 * for each 16 bits, of its codes. Float tables: V8 adds them as fast as integers, without the error
 * of quantising them, and fewer, larger tables are what saves time (see docs/retrieval.md).
 */
import { CENTRES } from './config';
import type { ScannTables } from './tables';

export const BYTE_VALUES = 256;
export const WORD_VALUES = 65_536;

/**
 * `[S / 2, 256]` for each byte of a row's codes and each of its values, the inner product of the
 * query with the two centres that it names.
 *
 * @param query `[D]` in the transformed space
 */
export function byteTables(tables: ScannTables, query: Float32Array): Float32Array {
  const { codebooks, subspaceStart, dimensions } = tables;
  const bytes = (subspaceStart.length - 1) / 2;
  const out = new Float32Array(bytes * BYTE_VALUES);
  const products = new Float64Array(2 * CENTRES);
  for (let byte = 0; byte < bytes; byte++) {
    for (let half = 0; half < 2; half++) {
      const s = 2 * byte + half;
      for (let code = 0; code < CENTRES; code++) {
        let sum = 0;
        for (let i = subspaceStart[s]; i < subspaceStart[s + 1]; i++) {
          sum += query[i] * codebooks[code * dimensions + i];
        }
        products[half * CENTRES + code] = sum;
      }
    }
    for (let value = 0; value < BYTE_VALUES; value++) {
      out[byte * BYTE_VALUES + value] =
        products[value % CENTRES] + products[CENTRES + (value >> 4)];
    }
  }
  return out;
}

/** Byte tables joined two by two, `[S / 4, 65536]`, for codes read as little-endian 16-bit words. */
export function wordTables(bytes: Float32Array, out: Float32Array): Float32Array {
  for (let word = 0, at = 0; at < out.length; word++) {
    const low = bytes.subarray(2 * word * BYTE_VALUES, (2 * word + 1) * BYTE_VALUES);
    const high = bytes.subarray((2 * word + 1) * BYTE_VALUES, (2 * word + 2) * BYTE_VALUES);
    for (let h = 0; h < BYTE_VALUES; h++) {
      for (let l = 0; l < BYTE_VALUES; l++, at++) out[at] = low[l] + high[h];
    }
  }
  return out;
}

/** Approximate residual score of one slot: what the loops of `scan.ts` add to the centroid's. */
export function slotScore(
  codes: Uint8Array,
  width: number,
  lookup: Float32Array,
  slot: number,
): number {
  let score = 0;
  for (let byte = 0; byte < width; byte++) {
    score += lookup[byte * BYTE_VALUES + codes[slot * width + byte]];
  }
  return score;
}
