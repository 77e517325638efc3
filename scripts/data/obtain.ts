/** @file Gets a data set onto this computer: from GroupLens, from a zip, or from a folder. */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../cli/failure';
import { findDataset, requiredFiles, resolveDataset } from './datasetFolder';
import { filesOf } from './datasets';
import type { DatasetName } from './datasets';
import { download } from './download';
import type { ChecksumResult } from './download';
import { loadDataset } from './loadDataset';
import type { LoadedDataset } from './loadDataset';
import { unzip } from './unzip';

/** What is under way, for a progress display; `total` is null while it is unknown. */
export type StepProgress = (step: ObtainStep, done: number, total: number | null) => void;

/** Each counts bytes. */
export type ObtainStep = 'download' | 'unzip' | 'read';

export interface ObtainOptions {
  /** Folder or zip to read instead of downloading. */
  readonly from?: string;
  /** Folder that gets `<name>/`. */
  readonly cacheFolder: string;
  readonly onProgress?: StepProgress;
  readonly signal?: AbortSignal;
  /** Where the archives are. */
  readonly baseUrl?: string;
}

export interface ObtainedDataset extends LoadedDataset {
  readonly folder: string;
  readonly origin: 'cache' | 'folder' | 'zip' | 'download';
  /** Null for what was not downloaded. */
  readonly checksum: ChecksumResult | null;
}

const GROUPLENS_URL = 'https://files.grouplens.org/datasets/movielens';

/**
 * Obtains a data set and reads all of it, so that what is in the cache is known to be good.
 * Without `from`, a set that is in the cache already is not downloaded again.
 */
export async function obtainDataset(
  name: DatasetName,
  options: ObtainOptions,
): Promise<ObtainedDataset> {
  const { from, cacheFolder } = options;
  if (from !== undefined) {
    if (await isFile(from)) return installZip(name, from, 'zip', options);
    const folder = await resolveDataset(name, from);
    return { ...(await read(name, folder, options)), folder, origin: 'folder', checksum: null };
  }
  const cached = join(cacheFolder, name);
  if ((await findDataset(name, cached)) === cached) {
    const loaded = await read(name, cached, options);
    return { ...loaded, folder: cached, origin: 'cache', checksum: null };
  }
  return downloadDataset(name, options);
}

async function downloadDataset(
  name: DatasetName,
  options: ObtainOptions,
): Promise<ObtainedDataset> {
  const { cacheFolder, signal, onProgress = () => undefined } = options;
  const archive = join(cacheFolder, `${name}.zip`);
  await mkdir(cacheFolder, { recursive: true });
  const checksum = await download(`${options.baseUrl ?? GROUPLENS_URL}/${name}.zip`, archive, {
    signal,
    onProgress: (done, total) => onProgress('download', done, total),
  });
  const installed = await installZip(name, archive, 'download', options).finally(() => rm(archive));
  return { ...installed, checksum };
}

/** Unpacks and reads an archive beside its place in the cache, and moves it there when it is good. */
async function installZip(
  name: DatasetName,
  archive: string,
  origin: 'zip' | 'download',
  options: ObtainOptions,
): Promise<ObtainedDataset> {
  const { cacheFolder, signal, onProgress = () => undefined } = options;
  const folder = join(cacheFolder, name);
  const unfinished = `${folder}.unfinished`;
  try {
    await unzip(archive, unfinished, filesOf(name), {
      signal,
      onProgress: (done, total) => onProgress('unzip', done, total),
    });
    if ((await findDataset(name, unfinished)) === null) throw notTheDataset(name, archive);
    const loaded = await read(name, unfinished, options);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return { ...loaded, folder, origin, checksum: null };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function read(name: DatasetName, folder: string, options: ObtainOptions): Promise<LoadedDataset> {
  const { signal, onProgress = () => undefined } = options;
  return loadDataset(name, folder, {
    signal,
    onProgress: (done, total) => onProgress('read', done, total),
  });
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function notTheDataset(name: DatasetName, archive: string): Failure {
  return new Failure(
    'data.archive',
    `${archive} does not hold ${requiredFiles(name)}, so it is not the data set ${name}.`,
    'Pass the archive of that data set, or name the one it holds: --dataset <name>.',
  );
}
