import { describe, expect, it } from 'vitest';
import { exampleModel } from '../testing/models';
import { exampleRows } from '../testing/packs';
import { decodeCatalogue, encodeCatalogue } from './catalogue';
import { PackError } from './errors';

const SIZE = 40;
const rows = exampleRows(1, SIZE, exampleModel({ movies: SIZE }));
/** Half a step of what is stored, and the rounding of float32. */
const MEAN_TOLERANCE = 0.005 + 1e-6;
const PLACE_TOLERANCE = 0.00005 + 1e-6;

const EXACT = ['movieId', 'title', 'alternateTitle', 'year', 'genres', 'imdbId', 'tmdbId'] as const;

describe('a catalogue file', () => {
  it('gives the rated tier back: texts and integers exactly, the rest to its step', () => {
    const decoded = decodeCatalogue(encodeCatalogue(rows, 'rated'), 'rated', SIZE);
    for (const name of [...EXACT, 'ratingCount'] as const) {
      expect(decoded[name]).toEqual(rows[name]);
    }
    for (let row = 0; row < SIZE; row++) {
      expect(Math.abs(decoded.ratingMean[row] - rows.ratingMean[row])).toBeLessThan(MEAN_TOLERANCE);
      expect(Math.abs(decoded.x[row] - rows.x[row])).toBeLessThan(PLACE_TOLERANCE);
      expect(Math.abs(decoded.y[row] - rows.y[row])).toBeLessThan(PLACE_TOLERANCE);
    }
  });

  it('stores no ratings and no places in the unrated tier', () => {
    const text = encodeCatalogue(rows, 'unrated');
    const decoded = decodeCatalogue(text, 'unrated', SIZE);
    for (const name of EXACT) expect(decoded[name]).toEqual(rows[name]);
    expect(decoded.ratingCount).toEqual(new Int32Array(SIZE));
    expect(decoded.ratingMean).toEqual(new Float32Array(SIZE));
    expect(decoded.x.every(Number.isNaN) && decoded.y.every(Number.isNaN)).toBe(true);
    expect(text).not.toContain('ratingCount');
  });

  it('may be empty', () => {
    const empty = encodeCatalogue(exampleRows(1, 0), 'unrated');
    expect(decodeCatalogue(empty, 'unrated', 0).movieId).toHaveLength(0);
  });
});

describe('a catalogue file that is wrong', () => {
  const stored = JSON.parse(encodeCatalogue(rows, 'rated')) as Record<string, unknown[]>;
  const decode = (text: string) => () => decodeCatalogue(text, 'rated', SIZE);
  const changed = (column: string, value: unknown) =>
    decode(JSON.stringify({ ...stored, [column]: value }));

  const expectMalformed = (run: () => unknown, message: RegExp): void => {
    expect(run).toThrow(PackError);
    expect(run).toThrow(expect.objectContaining({ code: 'pack-malformed' }));
    expect(run).toThrow(message);
  };

  it.each(Object.keys(stored))('names the column %s when it is missing or too short', (column) => {
    expectMalformed(changed(column, undefined), new RegExp(`\\b${column}\\b`));
    expectMalformed(changed(column, stored[column].slice(1)), new RegExp(`\\b${column}\\b`));
  });

  it.each(Object.keys(stored))('names the column %s when an entry is of another type', (column) => {
    const isText = typeof stored[column][0] === 'string';
    const wrong = [...stored[column].slice(1), isText ? 7 : 'seven'];
    expectMalformed(changed(column, wrong), new RegExp(`column ${column} is not all`));
    expectMalformed(changed(column, [...stored[column].slice(1), null]), new RegExp(column));
  });

  it.each(['', '{"movieId": [1', 'null', '[]', '"text"'])('refuses %j', (text) => {
    expectMalformed(decode(text), /catalogue/);
  });
});
