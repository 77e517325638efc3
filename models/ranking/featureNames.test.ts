import { describe, expect, it } from 'vitest';
import { columnsOf, FEATURE_GROUPS, featureCount, featureNames } from './featureNames';

const GENRES = ['Comedy', 'War'];

describe('the columns of the features', () => {
  it('have a name each, and no two the same', () => {
    const names = featureNames(GENRES);
    expect(names).toHaveLength(featureCount(2));
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(-2)).toEqual(['genre Comedy', 'genre War']);
  });

  it('belong to exactly one group each', () => {
    const columns = FEATURE_GROUPS.flatMap((group) => columnsOf(group, 2));
    expect(columns.sort((a, b) => a - b)).toEqual(
      Array.from({ length: featureCount(2) }, (_, column) => column),
    );
  });

  it('are those that their names say', () => {
    const names = featureNames(GENRES);
    const namesOf = (group: (typeof FEATURE_GROUPS)[number]): string[] =>
      columnsOf(group, 2).map((column) => names[column]);
    expect(namesOf('popularity')).toEqual(['popularity', 'log ratings']);
    expect(namesOf('genres')).toEqual(expect.arrayContaining(['liked genres', 'genre Comedy']));
    expect(namesOf('retrieval')[0]).toBe('retrieval');
  });
});
