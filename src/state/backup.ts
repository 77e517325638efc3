/** @file Between a backup file and the library: reading and writing, without storing anything. */
import type { Entry } from '../db/entry';
import type { SettingsValues } from '../db/settings';
import {
  BACKUP_MIME_TYPE,
  backupFileName,
  readKinoraBackup,
  writeKinoraBackup,
  type Backup,
} from '../exchange/kinoraBackup';
import { previewImport, type ImportPreview } from '../exchange/preview';
import { unreadableFile, type FileResult } from '../exchange/result';

/** An import that was read, and what it would change. */
export interface PendingImport extends ImportPreview {
  readonly backup: Backup;
}

/** Everything that was put in, as a file for download. */
export function backupFile(
  entries: readonly Entry[],
  settings: SettingsValues,
  now = new Date(),
): File {
  const sorted = [...entries].sort((a, b) => a.movieId - b.movieId);
  const bytes = writeKinoraBackup({ entries: sorted, settings }, now);
  return new File([bytes], backupFileName(now), { type: BACKUP_MIME_TYPE });
}

export async function pendingImport(
  file: Blob,
  storedEntry: (movieId: number) => Entry | undefined,
  isKnown: (movieId: number) => boolean,
): Promise<FileResult<PendingImport>> {
  const bytes = await bytesOf(file);
  if (!bytes.ok) return bytes;
  const backup = readKinoraBackup(bytes.value);
  if (!backup.ok) return backup;
  const preview = previewImport(backup.value.entries, storedEntry, isKnown);
  return { ok: true, value: { ...preview, backup: backup.value } };
}

async function bytesOf(file: Blob): Promise<FileResult<Uint8Array>> {
  try {
    return { ok: true, value: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    return unreadableFile(error);
  }
}
