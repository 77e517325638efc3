import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { largestDifference } from '../testing/examples';
import { truncatedSvd, type SparseMatrix } from './truncatedSvd';

/** Every entry that is not zero, as compressed rows. */
function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const entries = rows.map((row) =>
    row.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])),
  );
  const offsets = Int32Array.of(0, ...entries.map((row) => row.length));
  for (let row = 0; row < rows.length; row++) offsets[row + 1] += offsets[row];
  return {
    rows: rows.length,
    columns: rows[0].length,
    offsets,
    indices: Int32Array.from(entries.flat(), ({ column }) => column),
    values: Float32Array.from(entries.flat(), ({ value }) => value),
  };
}

function seededMatrix(rows: number, columns: number, share: number): number[][] {
  const random = createRandom(4);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => (random.next() < share ? random.normal() : 0)),
  );
}

function rowOf(table: Float32Array, width: number, row: number): number[] {
  return Array.from(table.subarray(row * width, (row + 1) * width));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

describe('the truncated singular value decomposition', () => {
  it('keeps all inner products of rows when the rank is full', () => {
    const dense = seededMatrix(30, 9, 0.5);
    const embedding = truncatedSvd(sparse(dense), 9, createRandom(1));
    for (let a = 0; a < dense.length; a++) {
      const actual = dense.map((_, b) => dot(rowOf(embedding, 9, a), rowOf(embedding, 9, b)));
      const expected = dense.map((row) => dot(dense[a], row));
      expect(largestDifference(actual, expected)).toBeLessThan(1e-4);
    }
  });

  it('finds known singular values, strongest first', () => {
    // Columns 0 to 2 are orthogonal, of lengths 6, 5 and 3; column 3 repeats column 2.
    const dense = [
      [6, 0, 0, 0],
      [0, 3, 0, 0],
      [0, 4, 0, 0],
      [0, 0, 3, 3],
      [0, 0, 0, 0],
    ];
    const embedding = truncatedSvd(sparse(dense), 3, createRandom(2));
    const lengths = [0, 1, 2].map((k) =>
      Math.hypot(...dense.map((_, row) => embedding[row * 3 + k])),
    );
    expect(largestDifference(lengths, [6, 5, Math.sqrt(18)])).toBeLessThan(1e-4);
    expect(rowOf(embedding, 3, 4)).toEqual([0, 0, 0]);
  });

  it('leaves columns beyond the rank of the matrix at zero', () => {
    const dense = [
      [1, 2],
      [2, 4],
      [3, 6],
    ];
    const embedding = truncatedSvd(sparse(dense), 4, createRandom(3));
    const lengths = dense.map((_, row) => Math.hypot(...rowOf(embedding, 4, row)));
    expect(
      largestDifference(
        lengths,
        dense.map((row) => Math.hypot(...row)),
      ),
    ).toBeLessThan(1e-4);
    dense.forEach((_, row) => {
      expect(Math.hypot(...rowOf(embedding, 4, row).slice(1))).toBeLessThan(1e-4);
    });
  });

  it('gives zeros for a matrix without entries', () => {
    const embedding = truncatedSvd(sparse([[0], [0]]), 2, createRandom(1));
    expect(embedding).toEqual(new Float32Array(4));
  });
});
