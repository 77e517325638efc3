import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../cli/failure';
import { memorySource } from '../data/testing/memorySource';
import { openSource } from '../data/sourceFile';
import { readPeople, type People } from './readPeople';

const HEADER = 'userId,movieId,rating\n';
const read = (text: string): Promise<People> => readPeople(memorySource('a.csv', text));

async function codeOf(reading: Promise<People>): Promise<string> {
  const error: unknown = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  const failure = error as Failure;
  expect(failure.advice).toMatch(/\.$/);
  return failure.code;
}

describe('the people of a ratings file', () => {
  it('come in the order in which they first appear, with all of their ratings', async () => {
    const { histories, malformedLines } = await read(`${HEADER}9,1,4.0\n2,5,0.5\n9,3,5\n`);
    expect([...histories.keys()]).toEqual([9, 2]);
    expect(histories.get(9)).toEqual([
      { movieId: 1, halfStars: 8, ratedAt: 0 },
      { movieId: 3, halfStars: 10, ratedAt: 0 },
    ]);
    expect(malformedLines).toBe(0);
  });

  it('bring the time of a rating along, in milliseconds', async () => {
    const { histories } = await read('userId,movieId,rating,timestamp\r\n1,2,3,1000\r\n');
    expect(histories.get(1)).toEqual([{ movieId: 2, halfStars: 6, ratedAt: 1_000_000 }]);
  });

  it('are read from ratings.dat as well, which has no header', async () => {
    const { histories, lines } = await read('1::1193::5::978300760\n2::661::3::978302109\n');
    expect([...histories.keys()]).toEqual([1, 2]);
    expect(lines).toBe(2);
  });

  it('are not lost when all that tells of them is malformed', async () => {
    const { histories, lines, malformedLines } = await read(
      `${HEADER}7,1,9\n7,x,3\n8,1\n"9",2,3\nnobody,1,3\n,1,3\n4,4,4\n99999999999,1,2\n`,
    );
    expect([...histories].map(([userId, history]) => [userId, history.length])).toEqual([
      [7, 0],
      [8, 0],
      [9, 0],
      [4, 1],
    ]);
    expect(lines).toBe(8);
    expect(malformedLines).toBe(7);
  });
});

describe('a file that names nobody', () => {
  it.each([
    ['is empty', '', 'recommend.empty'],
    ['is a header alone', HEADER, 'recommend.empty'],
    ['holds no user id', `${HEADER}x,1,2\n`, 'recommend.empty'],
    ['has another header', 'user,film,stars\n1,2,3\n', 'data.format'],
  ])('%s and fails with advice', async (_what, text, code) => {
    expect(await codeOf(read(text))).toBe(code);
  });

  it('is not there, or is a folder, and fails with advice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-recommend-'));
    for (const path of [folder, join(folder, 'none.csv')]) {
      expect(await codeOf(readPeople(openSource(path)))).toBe('recommend.unreadable');
    }
    await rm(folder, { recursive: true });
  });
});
