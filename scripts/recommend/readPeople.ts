/** @file The people of a ratings file, with what they rated; nobody is lost for a malformed line. */
import type { HistoryEntry } from '../../models/shapes';
import { Failure } from '../cli/failure';
import { checkHeader, type Headers } from '../data/header';
import { readLines } from '../data/lines';
import { RatingLine } from '../data/ratingLine';
import type { Source } from '../data/sourceFile';

/** Who is in a file, in the order in which they first appear. */
export interface People {
  /** Ratings by user id; empty for a person of whom only malformed lines tell. */
  readonly histories: ReadonlyMap<number, readonly HistoryEntry[]>;
  readonly lines: number;
  /** Lines that say no rating; those that begin with a user id still name a person. */
  readonly malformedLines: number;
}

const CSV_HEADERS: Headers = [
  ['userId', 'movieId', 'rating', 'timestamp'],
  ['userId', 'movieId', 'rating'],
];
const DAT_SEPARATOR = '::';
const USER_ID = /^\s*"?(\d{1,10})\b/;
const LARGEST_USER_ID = 2 ** 31 - 1;
const MILLISECONDS = 1000;

/**
 * Reads `userId,movieId,rating` with or without `,timestamp`, below a header line that says which; or
 * `user::movie::rating` without one, as in MovieLens 1M.
 *
 * @throws Failure when the file cannot be read, has another header or names nobody
 */
export async function readPeople(source: Source): Promise<People> {
  const histories = new Map<number, HistoryEntry[]>();
  let parser: RatingLine | null = null;
  let lines = 0;
  let malformedLines = 0;
  const historyOf = (userId: number): HistoryEntry[] => {
    const history = histories.get(userId) ?? [];
    histories.set(userId, history);
    return history;
  };
  const onLine = (bytes: Uint8Array, start: number, end: number): void => {
    if (parser === null) {
      const first = new TextDecoder().decode(bytes.subarray(start, end));
      parser = parserFor(source.name, first);
      if (!first.includes(DAT_SEPARATOR)) return;
    }
    lines++;
    if (parser.parse(bytes, start, end) === null) {
      const { userId, movieId, halfStars, timestamp } = parser;
      historyOf(userId).push({ movieId, halfStars, ratedAt: timestamp * MILLISECONDS });
      return;
    }
    malformedLines++;
    const userId = userIdOf(bytes, start, end);
    if (userId !== null) historyOf(userId);
  };
  await readLines(readable(source), onLine);
  if (histories.size === 0) throw nobody(source.name);
  return { histories, lines, malformedLines };
}

function parserFor(file: string, firstLine: string): RatingLine {
  if (firstLine.includes(DAT_SEPARATOR)) return new RatingLine(DAT_SEPARATOR, null);
  return new RatingLine(',', checkHeader(file, firstLine, CSV_HEADERS).length);
}

/** The user id that a malformed line begins with, or null. */
function userIdOf(bytes: Uint8Array, start: number, end: number): number | null {
  const [, digits] = USER_ID.exec(new TextDecoder().decode(bytes.subarray(start, end))) ?? [];
  const userId = Number(digits);
  return userId <= LARGEST_USER_ID ? userId : null;
}

/** The bytes, with what the file system refuses as a failure that says what to do. */
async function* readable({ name, chunks }: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    throw new Failure(
      'recommend.unreadable',
      `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Name a ratings file with --ratings: CSV with the header userId,movieId,rating.',
      { cause },
    );
  }
}

function nobody(file: string): Failure {
  return new Failure(
    'recommend.empty',
    `${file} names nobody.`,
    'Give the file one line for each rating: userId,movieId,rating, with ratings from 0.5 to 5.',
  );
}
