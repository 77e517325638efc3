/** @file The files of a pack: compressed, hashed and named by their content. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { TensorFileWriter } from '../../models/pack/encode';
import type { Manifest, PackFile } from '../../models/pack/manifest';

const GZIP_LEVEL = 9;
const HASH_CHARACTERS_IN_NAME = 8;

/** A file ready to be written. */
export interface Artefact {
  readonly bytes: Uint8Array;
  readonly entry: PackFile;
}

/** Writes tensors under a provisional name, then renames their file to its content hash. */
export function tensorFile(
  artefacts: Map<string, Artefact>,
  name: string,
  fill: (writer: TensorFileWriter) => void,
): Manifest['tensors'] {
  const writer = new TensorFileWriter(name);
  fill(writer);
  const path = addArtefact(artefacts, name, writer.bytes(), 'rated');
  return Object.fromEntries(
    Object.entries(writer.entries).map(([tensor, entry]) => [tensor, { ...entry, file: path }]),
  );
}

/** Names a file by its hash, compressed first: done here, it is small on every host. */
export function addArtefact(
  artefacts: Map<string, Artefact>,
  name: string,
  content: Uint8Array,
  tier: PackFile['tier'],
  encoding: PackFile['encoding'] = 'gzip',
): string {
  const bytes = encoding === 'gzip' ? gzipSync(content, { level: GZIP_LEVEL }) : content;
  const hash = sha256(bytes);
  const path = `${name}-${hash.slice(0, HASH_CHARACTERS_IN_NAME)}.bin`;
  const entry: PackFile = { bytes: bytes.byteLength, sha256: hash, tier, encoding };
  artefacts.set(path, { bytes, entry });
  return path;
}

/** Lower-case hexadecimal sha256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
