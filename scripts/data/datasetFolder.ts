/** @file Where a data set lies on this computer. */
import { basename, join, resolve } from 'node:path';
import { Failure } from '../cli/failure';
import { DATASETS, DATASET_NAMES, DEFAULT_CACHE_FOLDER } from './datasets';
import type { DatasetName, FileReader } from './datasets';
import { fileExists } from './sourceFile';

/**
 * The folder of a data set for training and evaluation.
 *
 * @param from a folder that is the data set or contains it as `<name>/`; default: the cache that
 *   `npm run data` fills
 * @throws a {@link Failure} that says which command fetches the set
 */
export async function resolveDataset(
  name: DatasetName,
  from?: string,
  cacheFolder = DEFAULT_CACHE_FOLDER,
): Promise<string> {
  const folder = await findDataset(name, from ?? cacheFolder);
  if (folder !== null) return folder;
  throw new Failure(
    'data.missing',
    from === undefined
      ? `The data set ${name} is not in ${cacheFolder}.`
      : `${from} neither is the data set ${name} nor contains it as ${name}/: it lacks ${requiredFiles(name)}.`,
    from === undefined
      ? `Fetch it first: npm run data -- --dataset ${name}`
      : 'Name the folder that holds these files, or the one above it.',
  );
}

/** `folder` or `folder/<name>`, whichever holds the files of the data set; null when neither. */
export async function findDataset(name: DatasetName, folder: string): Promise<string | null> {
  // A folder named after another set is that set, though its files have the same names.
  const isOther = DATASET_NAMES.some(
    (other) => other !== name && other === basename(resolve(folder)),
  );
  for (const candidate of isOther ? [join(folder, name)] : [join(folder, name), folder]) {
    const { ratings, movies } = DATASETS[name];
    const complete =
      (await firstPresent(candidate, ratings)) !== null &&
      (await firstPresent(candidate, movies)) !== null;
    if (complete) return candidate;
  }
  return null;
}

/** The first of several files that is in a folder; null when none is. */
export async function firstPresent<T>(
  folder: string,
  readers: readonly FileReader<T>[],
): Promise<FileReader<T> | null> {
  for (const reader of readers) {
    if (await fileExists(join(folder, reader.file))) return reader;
  }
  return null;
}

/** For messages: `ratings.csv and movies.csv`. */
export function requiredFiles(name: DatasetName): string {
  const { ratings, movies } = DATASETS[name];
  const either = (readers: readonly FileReader<unknown>[]) =>
    readers.map(({ file }) => file).join(' or ');
  return `${either(ratings)} and ${either(movies)}`;
}
