/** @file `tags.csv`: the free words that people gave to movies. */
import { join } from 'node:path';
import { Failure } from '../cli/failure';
import { TAGS_FILE } from './datasets';
import { parseWholeNumber, splitCsv } from './fields';
import type { FileReport } from './lineReport';
import { readTable } from './readTable';
import type { Source } from './sourceFile';
import { fileExists, openSource } from './sourceFile';

/** Parallel columns, one row per tag. */
export interface TagColumns {
  readonly userId: Int32Array;
  readonly movieId: Int32Array;
  readonly tag: readonly string[];
}

export interface LoadedTags {
  readonly tags: TagColumns;
  readonly report: FileReport;
}

/** Tags of the data set in a folder; throws a Failure when it has none. */
export async function loadTags(folder: string): Promise<LoadedTags> {
  const path = join(folder, TAGS_FILE);
  if (!(await fileExists(path))) {
    throw new Failure(
      'data.missing',
      `${folder} has no ${TAGS_FILE}.`,
      'Use ml-latest, ml-latest-small or ml-32m: the other sets have no tags.',
    );
  }
  return readTags(openSource(path));
}

/** `userId,movieId,tag,timestamp` with a header line. */
export async function readTags(source: Source): Promise<LoadedTags> {
  const userId: number[] = [];
  const movieId: number[] = [];
  const tag: string[] = [];
  const report = await readTable(
    source,
    {
      encoding: 'utf-8',
      split: splitCsv,
      headers: [['userId', 'movieId', 'tag', 'timestamp']],
    },
    (fields) => {
      const [user, movie] = [parseWholeNumber(fields[0]), parseWholeNumber(fields[1])];
      if (user === null || movie === null) return 'an id is not a whole number';
      const text = fields[2].trim();
      if (text === '') return 'the tag is empty';
      userId.push(user);
      movieId.push(movie);
      tag.push(text);
      return null;
    },
  );
  return {
    tags: { userId: Int32Array.from(userId), movieId: Int32Array.from(movieId), tag },
    report,
  };
}
