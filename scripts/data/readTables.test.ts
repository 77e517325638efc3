import { describe, expect, it } from 'vitest';
import { readTags } from './loadTags';
import { memorySource } from './testing/memorySource';
import { readLinks, withLinks } from './readLinks';
import { readCsvMovies, readDatMovies, readItemMovies } from './readMovies';
import { readDatUsers, readPipeUsers } from './readUsers';

const MOVIES_HEADER = 'movieId,title,genres\n';
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const flags = (...set: number[]) =>
  Array.from({ length: 19 }, (_, i) => (set.includes(i) ? '1' : '0')).join('|');

describe('movies', () => {
  it('reads quoted CSV titles, accents and missing genres', async () => {
    const content = `${MOVIES_HEADER}2571,"Matrix, The (1999)",Action|Sci-Fi\r\n7789,"11'09""01 (2002)",Drama\r\n1,Amélie (2001),(no genres listed)`;
    const { movies, report } = await readCsvMovies(memorySource('movies.csv', content, 3));
    expect(movies.map(({ movieId, rawTitle, genres }) => [movieId, rawTitle, genres])).toEqual([
      [2571, 'Matrix, The (1999)', ['Action', 'Sci-Fi']],
      [7789, '11\'09"01 (2002)', ['Drama']],
      [1, 'Amélie (2001)', []],
    ]);
    expect(report.malformed).toBe(0);
  });

  it('reads the four-column movies.csv that some copies of ml-100k carry', async () => {
    const content = `movieId,title,year,genres\n267,unknown,,unknown\n5,"Copycat (1995) ",1995,Crime|Drama\n`;
    const { movies } = await readCsvMovies(memorySource('movies.csv', content));
    expect(movies.map(({ rawTitle, genres }) => [rawTitle, genres])).toEqual([
      ['unknown', []],
      ['Copycat (1995)', ['Crime', 'Drama']],
    ]);
  });

  it('reads latin-1 DAT titles with colons of their own', async () => {
    const content = latin1(
      "73::Misérables, Les (1995)::Drama|Musical\n1::Mission: Impossible (1996)::Children's\n",
    );
    const { movies } = await readDatMovies(memorySource('movies.dat', content));
    expect(movies.map(({ rawTitle }) => rawTitle)).toEqual([
      'Misérables, Les (1995)',
      'Mission: Impossible (1996)',
    ]);
  });

  it('reads the official u.item: pipes, latin-1, 19 genre flags', async () => {
    const address = 'http://us.imdb.com/M/title-exact?Toy%20Story%20(1995)';
    const content = latin1(
      `1|Toy Story (1995)|01-Jan-1995||${address}|${flags(3, 4, 5)}\n` +
        `543|Misérables, Les (1995)|01-Jan-1995||${address}|${flags(8, 12)}\n` +
        `267|unknown||||${flags(0)}\n`,
    );
    const { movies } = await readItemMovies(memorySource('u.item', content));
    expect(movies.map(({ movieId, rawTitle, genres }) => [movieId, rawTitle, genres])).toEqual([
      [1, 'Toy Story (1995)', ['Animation', "Children's", 'Comedy']],
      [543, 'Misérables, Les (1995)', ['Drama', 'Musical']],
      [267, 'unknown', []],
    ]);
  });

  it.each([
    ['1,"Open (1999),Drama', 'a quote is not closed'],
    ['1,Cut', '2 fields, expected 3'],
    ['1,A, B,Drama', '4 fields, expected 3'],
    ['x,A,Drama', 'movie id "x"'],
    ['1000,A,Drama', 'movie 1000 is there already'],
    ['1,,Drama', 'the title is empty'],
  ])('skips and reports %j', async (bad, reason) => {
    const lines = Array.from({ length: 120 }, (_, i) => `${1000 + i},Film ${i} (1990),Drama`);
    const content = MOVIES_HEADER + [...lines, bad].join('\n');
    const { movies, report } = await readCsvMovies(memorySource('movies.csv', content));
    expect(movies).toHaveLength(120);
    expect(report).toMatchObject({ malformed: 1, firstMalformed: [{ line: 122 }] });
    expect(report.firstMalformed[0].reason).toContain(reason);
  });

  it('reports bytes that are not UTF-8 instead of damaging a title', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => `${1000 + i},Film ${i} (1990),Drama`);
    const content = latin1(`${MOVIES_HEADER}${lines.join('\n')}\n1,Amélie (2001),Comedy\n`);
    const { report } = await readCsvMovies(memorySource('movies.csv', content));
    expect(report.firstMalformed).toEqual([{ line: 122, reason: 'bytes that are not UTF-8' }]);
  });

  it('stops when more than 1 % is malformed or the header is another', async () => {
    const source = (content: string) => memorySource('movies.csv', content);
    await expect(readCsvMovies(source(`${MOVIES_HEADER}1,A,B\nbad`))).rejects.toMatchObject({
      code: 'data.malformed',
    });
    await expect(readCsvMovies(source('id,name\n1,A'))).rejects.toMatchObject({
      code: 'data.format',
    });
  });
});

describe('links', () => {
  it('drops leading zeros, takes empty numbers as unknown, and joins them to the movies', async () => {
    const content = 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113497,\n';
    const { links } = await readLinks(memorySource('links.csv', content));
    const movie = { movieId: 0, rawTitle: 'A', genres: [], imdbId: 0, tmdbId: 0 };
    const movies = [1, 2, 3].map((movieId) => ({ ...movie, movieId }));
    expect(withLinks(movies, links).map(({ imdbId, tmdbId }) => [imdbId, tmdbId])).toEqual([
      [114709, 862],
      [113497, 0],
      [0, 0],
    ]);
  });
});

describe('people', () => {
  it('reads users.dat and u.user into the same records', async () => {
    const dat = await readDatUsers(memorySource('users.dat', '1::F::1::10::48067\n'));
    expect(dat.users).toEqual([{ userId: 1, gender: 'F', age: 1, occupation: 'K-12 student' }]);
    const pipe = await readPipeUsers(memorySource('u.user', '1|24|M|technician|85711\n'));
    expect(pipe.users).toEqual([{ userId: 1, gender: 'M', age: 24, occupation: 'technician' }]);
  });

  it('reports a line that lacks a field', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => `${i + 1}::F::25::1::0`);
    const content = [...lines, '1::F::25'].join('\n');
    const { users, report } = await readDatUsers(memorySource('users.dat', content));
    expect(users).toHaveLength(120);
    expect(report.firstMalformed).toEqual([{ line: 121, reason: '3 fields, expected 5' }]);
  });
});

describe('tags', () => {
  it('reads tags with commas and quotes', async () => {
    const content = 'userId,movieId,tag,timestamp\n1,2,"action, ""sci-fi""",3\n4,5,funny,6\n';
    const { tags } = await readTags(memorySource('tags.csv', content));
    expect([...tags.userId]).toEqual([1, 4]);
    expect([...tags.movieId]).toEqual([2, 5]);
    expect(tags.tag).toEqual(['action, "sci-fi"', 'funny']);
  });
});
