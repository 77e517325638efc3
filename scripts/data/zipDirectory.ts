/** @file The table of contents at the end of a zip archive (PKWARE APPNOTE 6.3, section 4.3). */
import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../cli/failure';

export interface ZipEntry {
  /** Path inside the archive, with `/`. */
  readonly path: string;
  readonly compression: 'stored' | 'deflated';
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Where its local header starts in the archive. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED_FLAG = 1;
const COMPRESSION_OF_METHOD: Readonly<Record<number, ZipEntry['compression']>> = {
  0: 'stored',
  8: 'deflated',
};
/** Stands where a Zip64 archive keeps the real number elsewhere. */
const IN_ZIP64_RECORD = 0xffffffff;

/** Lists the files of an archive; throws a Failure when it is no zip or of a kind not read here. */
export async function readZipDirectory(archive: FileHandle, name: string): Promise<ZipEntry[]> {
  const { size } = await archive.stat();
  const tail = await readAt(archive, Math.max(0, size - END_BYTES - LONGEST_COMMENT_BYTES), size);
  const end = findEnd(tail);
  if (end === -1) throw damaged(name, 'it has no table of contents at its end');
  const [bytes, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (offset === IN_ZIP64_RECORD) throw unsupported(name, 'is larger than 4 GB (Zip64)');
  if (offset + bytes > size) throw damaged(name, 'its table of contents is cut off');
  return parseEntries(await readAt(archive, offset, offset + bytes), name);
}

/** Where the bytes of an entry start: behind its local header, whose length only it knows. */
export async function dataOffset(archive: FileHandle, entry: ZipEntry, name: string) {
  const header = await readAt(archive, entry.offset, entry.offset + LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) {
    throw damaged(name, `${entry.path} is not where the table of contents says`);
  }
  return entry.offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

export function damaged(name: string, reason: string, cause?: unknown): Failure {
  return new Failure(
    'data.archive',
    `${name} is damaged: ${reason}.`,
    'Download it again, or unpack it by hand and pass the folder: --from <folder>.',
    { cause },
  );
}

function unsupported(name: string, reason: string): Failure {
  return new Failure(
    'data.archive',
    `${name} ${reason}, which is not read here.`,
    'Unpack it by hand and pass the folder: --from <folder>.',
  );
}

async function readAt(archive: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await archive.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

/** Position of the end record: the last signature in the file. */
function findEnd(tail: Buffer): number {
  for (let position = tail.length - END_BYTES; position >= 0; position--) {
    if (tail.readUInt32LE(position) === END_SIGNATURE) return position;
  }
  return -1;
}

function parseEntries(directory: Buffer, name: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw damaged(name, 'its table of contents is not readable');
    }
    const pathEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
    const path = directory.toString('utf8', at + ENTRY_BYTES, pathEnd);
    if (!path.endsWith('/')) entries.push(parseEntry(directory, at, path, name));
    at = pathEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function parseEntry(directory: Buffer, at: number, path: string, name: string): ZipEntry {
  const compression = COMPRESSION_OF_METHOD[directory.readUInt16LE(at + 10)];
  if (directory.readUInt16LE(at + 8) & ENCRYPTED_FLAG) throw unsupported(name, 'is encrypted');
  if (!compression) throw unsupported(name, `holds ${path} in a rare compression`);
  const entry: ZipEntry = {
    path,
    compression,
    crc32: directory.readUInt32LE(at + 16),
    compressedBytes: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
  if (entry.bytes === IN_ZIP64_RECORD || entry.offset === IN_ZIP64_RECORD) {
    throw unsupported(name, 'is larger than 4 GB (Zip64)');
  }
  return entry;
}
