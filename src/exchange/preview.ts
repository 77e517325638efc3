/** @file What an import would change, worked out before anything is written. */
import type { BackupEntry } from './kinoraBackup';

export interface ImportPreview {
  /** Nothing is stored about these movies yet. */
  readonly added: readonly BackupEntry[];
  /** Stored with the same rating. */
  readonly same: readonly BackupEntry[];
  /** Stored with another rating, or rated on one side only. */
  readonly conflicts: readonly ImportConflict[];
  /** Not in the catalogue of this pack. They are imported all the same and wait for a pack that knows them. */
  readonly unknown: readonly BackupEntry[];
}

export interface ImportConflict {
  readonly movieId: number;
  readonly stored: BackupEntry;
  readonly incoming: BackupEntry;
}

/** Sorts the entries of a file into the four groups; each is in exactly one. */
export function previewImport(
  incoming: readonly BackupEntry[],
  storedEntry: (movieId: number) => BackupEntry | undefined,
  isKnown: (movieId: number) => boolean,
): ImportPreview {
  const added: BackupEntry[] = [];
  const same: BackupEntry[] = [];
  const conflicts: ImportConflict[] = [];
  const unknown: BackupEntry[] = [];
  for (const entry of incoming) {
    const stored = storedEntry(entry.movieId);
    if (!isKnown(entry.movieId)) unknown.push(entry);
    else if (stored === undefined) added.push(entry);
    else if (stored.halfStars === entry.halfStars) same.push(entry);
    else conflicts.push({ movieId: entry.movieId, stored, incoming: entry });
  }
  return { added, same, conflicts, unknown };
}
