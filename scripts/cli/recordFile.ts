/** @file Files of one JSON line, which says what is in them, and bytes behind it. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';

export interface FileRecord<Header> {
  readonly header: Header;
  /** A copy of its own, so that it begins at offset 0, which wide typed arrays need. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The record, or null when there is no such file or its first line does not fit the schema. */
export async function readRecord<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<FileRecord<v.InferOutput<Schema>> | null> {
  const bytes = await readIfPresent(path);
  if (!bytes) return null;
  const end = Math.max(0, bytes.indexOf('\n'));
  const line = bytes.subarray(0, end).toString();
  const header = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), line);
  if (!header.success) return null;
  return { header: header.output, body: Uint8Array.from(bytes.subarray(end + 1)) };
}

/** Replaces the file as a whole, so that a reader never sees half of it; makes its folder. */
export async function writeRecord(
  path: string,
  header: unknown,
  parts: readonly ArrayBufferView[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.part`;
  const bytes = parts.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  await writeFile(unfinished, [Buffer.from(`${JSON.stringify(header)}\n`), ...bytes]);
  await rename(unfinished, path);
}

/** The file's bytes, or null when there is no such file. */
async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
