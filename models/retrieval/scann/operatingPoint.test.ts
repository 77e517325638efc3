import { describe, expect, it } from 'vitest';
import { pointFor } from './operatingPoint';

const tables = {
  movies: 10_000,
  operatingPoints: [
    { k: 100, scanned: 1000, rescored: 250 },
    { k: 400, scanned: 3000, rescored: 700 },
  ],
};

describe('the effort of a search', () => {
  it('is the measured one, and never less than the first', () => {
    expect(pointFor(tables, 10)).toMatchObject({ scanned: 1000, rescored: 250 });
    expect(pointFor(tables, 100)).toMatchObject({ scanned: 1000, rescored: 250 });
    expect(pointFor(tables, 400)).toMatchObject({ scanned: 3000, rescored: 700 });
  });

  it('lies in proportion between two measured ones', () => {
    expect(pointFor(tables, 200)).toEqual({ k: 200, scanned: 1667, rescored: 400 });
  });

  it('grows in proportion beyond the last, up to the whole table', () => {
    expect(pointFor(tables, 800)).toMatchObject({ scanned: 6000, rescored: 1400 });
    expect(pointFor(tables, 8000)).toMatchObject({ scanned: 10_000, rescored: 10_000 });
  });

  it('is everything where nothing was measured', () => {
    const unmeasured = { movies: 50, operatingPoints: [] };
    expect(pointFor(unmeasured, 10)).toMatchObject({ scanned: 50, rescored: 50 });
  });
});
