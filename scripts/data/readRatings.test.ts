import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from './testing/memorySource';
import { readCsvRatings, readDatRatings, readTabRatings } from './readRatings';
import type { ReadRatings } from './readRatings';

const HEADER = 'userId,movieId,rating,timestamp\n';
/** Enough good lines that one bad one stays below 1 %. */
const GOOD_LINES = 200;
const good = (separator: string, fields = 4) =>
  Array.from({ length: GOOD_LINES }, (_, i) =>
    [i + 1, 10 * i, '3.5', 1000 + i].slice(0, fields).join(separator),
  );

function rowsOf({ ratings }: ReadRatings): number[][] {
  return Array.from(ratings.userId, (userId, i) => [
    userId,
    ratings.movieId[i],
    ratings.halfStars[i],
    ratings.timestamp[i],
  ]);
}

describe('readCsvRatings', () => {
  it('reads back any ratings, wherever the chunks are cut', async () => {
    const id = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    const row = fc.tuple(id, id, fc.integer({ min: 1, max: 10 }), id);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (rows, chunkSize, lineEnd, decimals) => {
          const lines = rows.map(([user, movie, halfStars, time]) => {
            const stars = decimals ? (halfStars / 2).toFixed(1) : halfStars / 2;
            return `${user},${movie},${stars},${time}`;
          });
          const content = [HEADER.trim(), ...lines].join(lineEnd);
          const read = await readCsvRatings(memorySource('ratings.csv', content, chunkSize));
          expect(rowsOf(read)).toEqual(rows);
          expect(read.report).toMatchObject({ lines: rows.length, malformed: 0 });
        },
      ),
    );
  });

  it('grows past its first capacity without losing a rating', async () => {
    const count = 150_000;
    const lines = Array.from(
      { length: count },
      (_, i) => `${i},${i % 97},${(i % 10) / 2 + 0.5},${i}`,
    );
    const source = memorySource('ratings.csv', HEADER + lines.join('\n'), 1 << 16);
    const { ratings } = await readCsvRatings(source);
    expect(ratings.userId).toHaveLength(count);
    expect(ratings.userId.every((userId, i) => userId === i)).toBe(true);
    expect(ratings.halfStars.every((halfStars, i) => halfStars === (i % 10) + 1)).toBe(true);
  });

  it('takes a byte order mark, CRLF and a header without timestamps', async () => {
    const read = await readCsvRatings(
      memorySource('ratings.csv', '\ufeffuserId,movieId,rating\r\n1,2,0.5\r\n'),
    );
    expect(rowsOf(read)).toEqual([[1, 2, 1, 0]]);
  });

  it.each([
    ['1,2,4', '3 fields, expected 4'],
    ['1,2,4,5,6', '5 fields, expected 4'],
    ['1', '1 fields, expected 4'],
    ['1,2,7,5', 'rating "7" is not 0.5 to 5'],
    ['1,2,0,5', 'rating "0"'],
    ['1,2,0.0,5', 'rating "0.0"'],
    ['1,2,5.5,5', 'rating "5.5"'],
    ['1,2,3.7,5', 'rating "3.7"'],
    ['1,2,3.05,5', 'rating "3.05"'],
    ['1,2,3.55,5', 'rating "3.55"'],
    ['1,2,-3,5', 'rating "-3"'],
    ['1,2,.5,5', 'rating ".5"'],
    ['1,2,4.,5', 'rating "4."'],
    ['1,2,,5', 'rating ""'],
    ['1,2,4e0,5', 'rating "4e0"'],
    ['x,2,4,5', 'user id "x" is not a whole number'],
    ['1,-2,4,5', 'movie id "-2"'],
    ['1,2,4,1.5', 'timestamp "1.5"'],
    ['1,2,4,', 'timestamp ""'],
    ['99999999999,2,4,5', 'user id "99999999999"'],
    [' 1,2,4,5', 'user id " 1"'],
  ])('counts %j, says why with its line number, and skips it', async (bad, reason) => {
    const lines = good(',');
    lines.splice(5, 0, bad);
    const read = await readCsvRatings(memorySource('ratings.csv', HEADER + lines.join('\n')));
    expect(rowsOf(read)).toHaveLength(GOOD_LINES);
    expect(read.report).toMatchObject({ file: 'ratings.csv', lines: 201, malformed: 1 });
    expect(read.report.firstMalformed).toHaveLength(1);
    expect(read.report.firstMalformed[0].line).toBe(7);
    expect(read.report.firstMalformed[0].reason).toContain(reason);
  });

  it('takes 3.50 as 3.5', async () => {
    const read = await readCsvRatings(memorySource('ratings.csv', `${HEADER}1,2,3.50,5`));
    expect(rowsOf(read)).toEqual([[1, 2, 7, 5]]);
  });

  it('stops with a typed error just above 1 % of malformed lines, not at it', async () => {
    const lines = good(',').slice(0, 198);
    const atOnePercent = [...lines, 'x', 'y'].join('\n');
    const read = await readCsvRatings(memorySource('ratings.csv', HEADER + atOnePercent));
    expect(read.report.malformed).toBe(2);
    const above = [...lines, 'x', 'y', 'z'].join('\n');
    await expect(readCsvRatings(memorySource('ratings.csv', HEADER + above))).rejects.toMatchObject(
      {
        code: 'data.malformed',
        message: expect.stringContaining('3 of 201 lines') as string,
      },
    );
  });

  it('keeps the first 20 malformed lines only', async () => {
    const lines = Array.from({ length: 30 }, () => good(',')).flat();
    const bad = Array.from({ length: 30 }, () => 'bad');
    const content = HEADER + [...bad, ...lines].join('\n');
    const { report } = await readCsvRatings(memorySource('ratings.csv', content));
    expect(report.malformed).toBe(30);
    expect(report.firstMalformed.map(({ line }) => line)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
  });

  it.each([
    ['', 'data.empty'],
    [HEADER, 'data.empty'],
    ['\n\n', 'data.empty'],
    ['movieId,title,genres\n1,A,B\n', 'data.format'],
    ['1,2,3.5,4\n', 'data.format'],
  ])('refuses %j with a typed error', async (content, code) => {
    await expect(readCsvRatings(memorySource('ratings.csv', content))).rejects.toMatchObject({
      code,
      name: 'Failure',
    });
  });
});

describe('readDatRatings', () => {
  it('reads the official four fields and the three of copies without timestamps', async () => {
    const four = await readDatRatings(memorySource('ratings.dat', '1::1193::5::978300760\n'));
    expect(rowsOf(four)).toEqual([[1, 1193, 10, 978300760]]);
    const three = await readDatRatings(memorySource('ratings.dat', '1::1193::5\n1::661::3'));
    expect(rowsOf(three)).toEqual([
      [1, 1193, 10, 0],
      [1, 661, 6, 0],
    ]);
  });

  it('counts a truncated line of a four-field file as malformed, not as one without a time', async () => {
    const lines = [...good('::'), '7::8::3'];
    const { report } = await readDatRatings(memorySource('ratings.dat', lines.join('\n')));
    expect(report.firstMalformed).toEqual([{ line: 201, reason: '3 fields, expected 4' }]);
  });

  it('does not take single colons for separators', async () => {
    const lines = [...good('::'), '7:8:3:4', '7::8::3:4'];
    const { report } = await readDatRatings(memorySource('ratings.dat', lines.join('\n')));
    expect(report.malformed).toBe(2);
  });
});

describe('readTabRatings', () => {
  it('reads u.data', async () => {
    const read = await readTabRatings(memorySource('u.data', '196\t242\t3\t881250949\n'));
    expect(rowsOf(read)).toEqual([[196, 242, 6, 881250949]]);
  });
});
