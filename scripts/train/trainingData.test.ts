import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeRated } from '../pack/catalogueTiers';
import { loadTrainingData } from './trainingData';

const SIGNAL = new AbortController().signal;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-data-'));
  const files = {
    'ratings.csv': 'userId,movieId,rating,timestamp\n8,3,4.5,200\n9,3,3.0,100\n9,4,2.0,100\n',
    'movies.csv':
      'movieId,title,genres\n3,Heat (1995),Crime\n4,Up (2009),Animation\n5,Unrated,War\n',
    'tags.csv': 'userId,movieId,tag,timestamp\n9,3,Heist,9\n7,3,LA,9\n9,5,dull,9\n',
  };
  await mkdir(join(folder, 'ml-latest'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, 'ml-latest', name), text);
  }
});
afterEach(() => rm(folder, { recursive: true }));

describe('the data of a training', () => {
  it('are ratings and titles', async () => {
    const { movieIds, movies } = await loadTrainingData(['ml-latest'], folder, SIGNAL);
    expect([...movieIds]).toEqual([3, 4]);
    expect(describeRated(movies, movieIds).movies[0]).toMatchObject({ title: 'Heat', year: 1995 });
    expect(describeRated(movies, movieIds).movies[0]).not.toHaveProperty('tags');
  });

  it('have the tags of the rated movies, and the rows of who gave them', async () => {
    const data = await loadTrainingData(['ml-latest'], folder, SIGNAL);
    const described = describeRated(data.movies, data.movieIds, await data.loadExtras());
    expect(described.movies).toMatchObject([
      // Person 7 has rated nothing, so that their tag is nobody's.
      { title: 'Heat', tags: ['heist'], taggedBy: [1], directors: [], overview: '' },
      { title: 'Up', tags: [] },
    ]);
  });
});
