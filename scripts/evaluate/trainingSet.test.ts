import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTrainingSet } from './trainingSet';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-set-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function writeSet(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, name));
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, name, file), content);
  }
}

const ML_1M = {
  'ratings.dat': '7::3::5\n7::1::4\n2::3::1\n',
  'movies.dat':
    '1::Toy Story (1995)::Comedy\n2::Nobody Rated It (1990)::Drama\n3::Heat (1995)::Crime|Drama\n',
  'users.dat': '2::F::25::4::1\n7::M::50::16::2\n9::F::1::10::3\n',
};
const SIGNAL = new AbortController().signal;

describe('a training set', () => {
  it('has the rated movies in order of id, with the people beside their ratings', async () => {
    await writeSet('ml-1m', ML_1M);
    const { set, movieIds } = await loadTrainingSet(['ml-1m'], folder, SIGNAL);
    expect(Array.from(movieIds)).toEqual([1, 3]);
    expect(set.movies.map(({ title, year, genres }) => [title, year, genres])).toEqual([
      ['Toy Story', 1995, ['Comedy']],
      ['Heat', 1995, ['Crime', 'Drama']],
    ]);
    // Person 7 rates first, and so becomes the first row.
    expect(Array.from(set.interactions.offsets)).toEqual([0, 2, 3]);
    expect(Array.from(set.interactions.halfStars)).toEqual([8, 10, 2]);
    expect(set.users.map((user) => [user?.userId, user?.gender])).toEqual([
      [7, 'M'],
      [2, 'F'],
    ]);
    // These ratings have no times.
    expect(set).not.toHaveProperty('lastRatedAt');
  });

  it('knows nothing of makers and plots in the official set, and more in copies with details', async () => {
    await writeSet('ml-1m', ML_1M);
    const official = await loadTrainingSet(['ml-1m'], folder, SIGNAL);
    expect(official.set.movies[1]).toMatchObject({ directors: [], actors: [], overview: '' });
    const details =
      '3::Heat::1995::R::15 Dec 1995::Crime::Michael Mann::Michael Mann::Al Pacino, Val Kilmer::A heist.::x\r\n';
    await writeFile(join(folder, 'ml-1m', 'movie_details.dat'), details);
    const { set } = await loadTrainingSet(['ml-1m'], folder, SIGNAL);
    expect(set.movies[1]).toMatchObject({
      directors: ['Michael Mann'],
      actors: ['Al Pacino', 'Val Kilmer'],
      overview: 'A heist.',
    });
    expect(set.movies[0].overview).toBe('');
  });

  it('pools sets and the tags of both', async () => {
    const movies = 'movieId,title,genres\n3,Heat (1995),Crime\n4,Up (2009),Animation\n';
    await writeSet('ml-latest', {
      'ratings.csv': 'userId,movieId,rating,timestamp\n1,3,4.5,200\n1,4,3.0,100\n',
      'movies.csv': movies,
      'tags.csv': 'userId,movieId,tag,timestamp\n1,3,Heist,9\n1,3,heist,10\n1,77,lost,9\n',
    });
    await writeSet('ml-latest-small', {
      'ratings.csv': 'userId,movieId,rating,timestamp\n1,4,2.0,100\n',
      'movies.csv': movies,
      'tags.csv': 'userId,movieId,tag,timestamp\n5,3,LA,9\n1,3,L.A.,9\n',
    });
    const { set } = await loadTrainingSet(['ml-latest', 'ml-latest-small'], folder, SIGNAL);
    expect(set.movies.map(({ tags }) => tags)).toEqual([['heist', 'heist', 'l.a.'], []]);
    // Person 5 of the second set has rated nothing.
    expect(set.movies.map(({ taggedBy }) => taggedBy)).toEqual([[0, 0, 1], undefined]);
    expect(set.interactions.userCount).toBe(2);
    expect(set.users).toEqual([null, null]);
    expect(set.lastRatedAt).toEqual(Int32Array.of(200, 100));
  });

  it('names a rated movie that the list of movies lacks by its id', async () => {
    await writeSet('ml-1m', { ...ML_1M, 'movies.dat': '3::Heat (1995)::Crime\n' });
    const { set } = await loadTrainingSet(['ml-1m'], folder, SIGNAL);
    expect(set.movies[0]).toMatchObject({ title: 'Movie 1', year: null, genres: [] });
  });

  it('says which set is missing', async () => {
    await expect(loadTrainingSet(['ml-100k'], folder, SIGNAL)).rejects.toThrow('ml-100k');
  });
});
