import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { dotProducts, writeDotProducts } from './dotProducts';

const WIDTH = 7;
const random = createRandom(5);
const normals = (length: number): Float32Array =>
  new Float32Array(length).map(() => random.normal());

function naively(rows: Float32Array, vector: Float32Array): number[] {
  return Array.from({ length: rows.length / vector.length }, (_, row) =>
    vector.reduce((sum, value, i) => sum + value * rows[row * vector.length + i], 0),
  );
}

describe('inner products with the rows of a table', () => {
  it.each([0, 1, 3, 4, 5, 8, 11])('have the bits of a plain loop, with %i rows', (count) => {
    const rows = normals(count * WIDTH);
    const vector = normals(WIDTH);
    const out = new Float64Array(count);
    writeDotProducts(out, rows, vector);
    expect([...out]).toEqual(naively(rows, vector));
    expect(dotProducts(rows, vector)).toEqual(Float32Array.from(out));
  });
});
