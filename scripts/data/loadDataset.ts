/** @file A whole data set from its folder. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../../models/dataset/columns';
import { firstPresent, resolveDataset } from './datasetFolder';
import { DATASETS, LINKS_FILE } from './datasets';
import type { DatasetName, FileReader } from './datasets';
import type { FileReport } from './lineReport';
import { readLinks, withLinks } from './readLinks';
import { openSource } from './sourceFile';

export interface LoadedDataset {
  readonly dataset: Dataset;
  /** One for each file that was read. */
  readonly report: readonly FileReport[];
}

export interface LoadOptions {
  /** Told how many of the bytes of all files are read. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads the ratings, movies, links and people of a data set.
 *
 * @param folder the data set's own folder, or the one that contains it as `<name>/`
 * @throws a Failure when a file is missing, empty, of another format or more than 1 % malformed
 */
export async function loadDataset(
  name: DatasetName,
  folder: string,
  options: LoadOptions = {},
): Promise<LoadedDataset> {
  const home = await resolveDataset(name, folder);
  const layout = DATASETS[name];
  const ratingsFile = await firstPresent(home, layout.ratings);
  const moviesFile = await firstPresent(home, layout.movies);
  const usersFile = await firstPresent(home, layout.users);
  const linksFile = await firstPresent(home, layout.others.includes(LINKS_FILE) ? [LINKS] : []);
  const read = await startReading(home, [moviesFile, linksFile, usersFile, ratingsFile], options);

  const movies = await read(moviesFile);
  const links = await read(linksFile);
  const users = await read(usersFile);
  const ratings = await read(ratingsFile);
  if (!movies || !ratings) throw new Error(`${home} changed while it was being read.`);
  const dataset: Dataset = {
    name,
    ratings: ratings.ratings,
    movies: links ? withLinks(movies.movies, links.links) : movies.movies,
    users: users ? users.users : [],
  };
  const report = [movies, links, users, ratings].flatMap((part) => (part ? [part.report] : []));
  return { dataset, report };
}

const LINKS = { file: LINKS_FILE, read: readLinks };

/** A function that reads one file after the other and reports progress over all of them. */
async function startReading(
  folder: string,
  readers: readonly (FileReader<unknown> | null)[],
  { onProgress = () => undefined, signal }: LoadOptions,
): Promise<<T>(reader: FileReader<T> | null) => Promise<T | null>> {
  let bytesTotal = 0;
  for (const reader of readers) {
    if (reader) bytesTotal += (await stat(join(folder, reader.file))).size;
  }
  let bytesRead = 0;
  const onBytes = (count: number) => {
    bytesRead += count;
    onProgress(bytesRead, bytesTotal);
  };
  return async (reader) =>
    reader && reader.read(openSource(join(folder, reader.file), onBytes, signal));
}
