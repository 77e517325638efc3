import { describe, expect, it } from 'vitest';
import { decodeObject, encodeObject } from './objectState';

describe('an object as a state', () => {
  it('comes back as it was, arrays in nested places included', () => {
    const value = {
      name: 'a',
      list: [{ rows: Float32Array.of(1, 2) }, { rows: Int32Array.of(3) }],
      deep: { deeper: { bytes: Uint8Array.of(9), doubles: Float64Array.of(Math.E) } },
      nothing: null,
      text: ['x', 'y'],
    };
    expect(decodeObject(encodeObject(value))).toEqual(value);
  });
});
