import { describe, expect, it } from 'vitest';
import { exampleRows } from '../testing/packs';
import {
  contentDescriptions,
  decodeContentEncoder,
  encodeFeatureNames,
  rowsWithEnoughRatings,
  selectRows,
  spreadRows,
} from './content';
import type { ContentEntry } from './manifest';
import type { DenseTensor } from './tensorCodec';

const entry: ContentEntry = {
  features: 'features',
  sources: [],
  factors: 'factors',
  basis: 'basis',
  ownFrom: 1,
  shareBelow: [0.1],
};
const zeros = (...shape: number[]): DenseTensor => ({
  shape,
  values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});
const names = (...features: string[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(features));

describe('what the catalogue says about a movie', () => {
  it('has an unknown year as null and genres by name', () => {
    const rows = {
      ...exampleRows(1, 2),
      year: Int16Array.of(0, 1999),
      genres: Int32Array.of(0b101, 0),
    };
    const [first, second] = contentDescriptions(rows, ['Comedy', 'Drama', 'War']);
    expect(first).toMatchObject({ year: null, genres: ['Comedy', 'War'] });
    expect(second).toMatchObject({ year: 1999, genres: [] });
  });
});

describe('rows of their own', () => {
  it('are those of movies with enough ratings', () => {
    expect([...rowsWithEnoughRatings(Int32Array.of(3, 0, 2, 9), 3)]).toEqual([0, 3]);
    expect([...rowsWithEnoughRatings(Int32Array.of(3, 0), 0)]).toEqual([0, 1]);
  });

  it('are taken out of a table in order', () => {
    const table = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect([...selectRows(table, Int32Array.of(0, 2), 2)]).toEqual([1, 2, 5, 6]);
  });

  it('are put back into their places, with zeros between them', () => {
    const selected = Float32Array.of(1, 2, 5, 6);
    expect([...spreadRows(selected, Int32Array.of(0, 2), 4, 2)]).toEqual([1, 2, 0, 0, 5, 6, 0, 0]);
  });
});

describe('an encoder of a pack', () => {
  const tensors = new Map([
    ['factors', zeros(2, 4)],
    ['basis', zeros(4, 6)],
  ]);

  it('keeps names with line breaks and quotes', () => {
    const features = ['tags:two\nlines', 'say "no"'];
    const encoder = decodeContentEncoder(entry, names(...features), tensors);
    expect(encoder).toMatchObject({ features, rank: 4, dimensions: 6 });
    const again = decodeContentEncoder(entry, encodeFeatureNames(encoder), tensors);
    expect(again.features).toEqual(features);
  });

  it('is refused when it names more features than it has factors for', () => {
    const work = () => decodeContentEncoder(entry, names('a', 'b', 'c'), tensors);
    expect(work).toThrow(/names 3 features and has factors for 2/);
  });

  it('is refused when factors and basis have different ranks or one is absent', () => {
    const other = new Map([...tensors, ['basis', zeros(5, 6)] as const]);
    expect(() => decodeContentEncoder(entry, names('a', 'b'), other)).toThrow(/no factors/);
    expect(() => decodeContentEncoder(entry, names('a', 'b'), new Map())).toThrow(/no factors/);
  });

  it('is refused when the names are not a list of texts', () => {
    for (const text of ['{', '[1]', 'null']) {
      const bytes = new TextEncoder().encode(text);
      expect(() => decodeContentEncoder(entry, bytes, tensors)).toThrow(/features are unreadable/);
    }
  });
});
