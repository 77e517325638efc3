/** @file Chosen files of a zip archive to a folder, streamed: memory does not grow with their size. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { damaged, dataOffset, readZipDirectory } from './zipDirectory';
import type { ZipEntry } from './zipDirectory';

export interface UnzipOptions {
  /** Told how many of the unpacked bytes are written. */
  readonly onProgress?: (bytesWritten: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks the files with the given names, whatever folder of the archive they are in, side by side
 * into `folder`, and checks their length and CRC-32.
 *
 * @returns the names that were in the archive
 * @throws a Failure when the archive is damaged, encrypted or beyond 4 GB
 */
export async function unzip(
  archivePath: string,
  folder: string,
  names: readonly string[],
  { onProgress = () => undefined, signal }: UnzipOptions = {},
): Promise<string[]> {
  const archiveName = basename(archivePath);
  const archive = await open(archivePath);
  try {
    const directory = await readZipDirectory(archive, archiveName);
    // The name alone, never the path in the archive, decides where a file is written.
    const chosen = directory.filter(({ path }) => names.includes(nameOf(path)));
    const bytesTotal = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytesWritten = 0;
    const onBytes = (count: number) => {
      bytesWritten += count;
      onProgress(bytesWritten, bytesTotal);
    };
    await mkdir(folder, { recursive: true });
    for (const entry of chosen) {
      const start = await dataOffset(archive, entry, archiveName);
      const packed = readPacked(archivePath, entry, start);
      await unpack(packed, entry, join(folder, nameOf(entry.path)), onBytes, signal).catch(
        (cause: unknown) => {
          throw isBadData(cause)
            ? damaged(archiveName, `${entry.path} does not unpack`, cause)
            : cause;
        },
      );
    }
    return chosen.map(({ path }) => nameOf(path));
  } finally {
    await archive.close();
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function readPacked(archivePath: string, entry: ZipEntry, start: number): Readable {
  if (entry.compressedBytes === 0) return Readable.from([]);
  return createReadStream(archivePath, { start, end: start + entry.compressedBytes - 1 });
}

/** What is wrong with the bytes of an entry. */
class BadEntry extends Error {}

function isBadData(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof BadEntry || code.startsWith('Z_');
}

async function unpack(
  packed: Readable,
  entry: ZipEntry,
  target: string,
  onBytes: (count: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let bytes = 0;
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      checksum = crc32(chunk, checksum);
      onBytes(chunk.length);
      // Stops an entry that claims to be small and unpacks without end.
      if (bytes > entry.bytes) done(new BadEntry());
      else done(null, chunk);
    },
  });
  const unpacked = entry.compression === 'deflated' ? createInflateRaw() : new PassThrough();
  await pipeline(packed, unpacked, check, createWriteStream(target), { signal });
  if (bytes !== entry.bytes || checksum !== entry.crc32) throw new BadEntry();
}
