/**
 * @file The parsers on the real data sets. They are in no repository: set KINORA_DATA to the
 * folder that holds ml-latest/ and the others; sets that are not there are skipped.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RatingColumns } from '../../models/dataset/columns';
import { findDuplicateUsers } from '../../models/dataset/duplicates';
import { poolDatasets } from '../../models/dataset/pool';
import { parseTitle } from '../../models/dataset/title';
import type { DatasetName } from './datasets';
import { loadDataset } from './loadDataset';
import { loadTags } from './loadTags';

const folder = process.env.KINORA_DATA ?? '';
const lacks = (...names: DatasetName[]) =>
  folder === '' || !names.every((name) => existsSync(join(folder, name)));

if (folder === '') console.info('KINORA_DATA is not set: tests on real data are skipped.');

function userCount({ userId }: RatingColumns): number {
  return new Set(userId).size;
}

describe('real data (KINORA_DATA)', () => {
  const counts: [name: DatasetName, ratings: number, users: number, movies: number][] = [
    ['ml-latest', 176_853, 1_948, 86_537],
    ['ml-latest-small', 100_836, 610, 9_742],
    ['ml-1m', 901_555, 5_440, 3_883],
    ['ml-100k', 100_000, 943, 1_682],
  ];
  for (const [name, ratings, users, movies] of counts) {
    it.skipIf(lacks(name))(`reads ${name} without a malformed line`, async () => {
      const { dataset, report } = await loadDataset(name, folder);
      expect(dataset.ratings.userId).toHaveLength(ratings);
      expect(userCount(dataset.ratings)).toBe(users);
      expect(dataset.movies).toHaveLength(movies);
      expect(report.filter(({ malformed }) => malformed > 0)).toEqual([]);
    });
  }

  it.skipIf(lacks('ml-1m', 'ml-100k'))('reads people and latin-1 titles', async () => {
    const million = (await loadDataset('ml-1m', folder)).dataset;
    expect(million.users).toHaveLength(6_040);
    expect(million.movies.find(({ movieId }) => movieId === 73)?.rawTitle).toBe(
      'Misérables, Les (1995)',
    );
    const hundredThousand = (await loadDataset('ml-100k', folder)).dataset;
    expect(hundredThousand.users).toHaveLength(943);
  });

  it.skipIf(lacks('ml-latest-small'))('joins the links of ml-latest-small', async () => {
    const { movies } = (await loadDataset('ml-latest-small', folder)).dataset;
    expect(movies[0]).toMatchObject({ movieId: 1, imdbId: 114_709, tmdbId: 862 });
    // Eight movies of the set have no TMDb number.
    expect(movies.filter(({ tmdbId }) => tmdbId === 0)).toHaveLength(8);
  });

  it.skipIf(lacks('ml-latest', 'ml-latest-small'))('pools the two latest sets', async () => {
    const latest = (await loadDataset('ml-latest', folder)).dataset;
    const small = (await loadDataset('ml-latest-small', folder)).dataset;
    const found = findDuplicateUsers(latest.ratings, small.ratings).map(({ second }) => second);
    // The twin of the sixth, 583, is not in this copy of ml-latest.
    expect(found).toEqual([179, 223, 263, 291, 532]);
    const { dataset, users, dropped } = poolDatasets([latest, small]);
    expect(dropped.map(({ userId }) => userId).sort((a, b) => a - b)).toEqual([...found, 583]);
    expect(users).toHaveLength(1_948 + 610 - 6);
    expect(userCount(dataset.ratings)).toBe(users.length);
    expect(dataset.movies.filter(({ imdbId }) => imdbId > 0).length).toBeGreaterThan(9_700);
  });

  it.skipIf(lacks('ml-latest'))('reads the tags, all but one that is blank', async () => {
    const { tags, report } = await loadTags(join(folder, 'ml-latest'));
    expect(tags.tag).toHaveLength(59_005);
    expect(report).toMatchObject({ lines: 59_006, malformed: 1 });
  });

  it.skipIf(lacks('ml-latest'))(
    'finds a title and nearly always a year for each movie',
    async () => {
      const { movies } = (await loadDataset('ml-latest', folder)).dataset;
      const titles = movies.map(({ rawTitle }) => parseTitle(rawTitle));
      expect(titles.filter(({ title }) => title === '')).toEqual([]);
      expect(titles.filter(({ title }) => /, (The|A|An)$/.test(title))).toEqual([]);
      const withoutYear = movies.filter((_, i) => titles[i].year === null);
      expect(withoutYear.filter(({ rawTitle }) => /.\(\d{4}\)\s*$/.test(rawTitle))).toEqual([]);
      expect(withoutYear.length / movies.length).toBeLessThan(0.01);
    },
  );
});
