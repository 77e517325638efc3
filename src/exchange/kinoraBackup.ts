/**
 * @file Kinora's own backup: one JSON file with everything that the person put in. The form of the
 * file is versioned on its own, apart from the database, so that old backups stay readable.
 */
import * as v from 'valibot';
import { isHalfStars } from '../domain/halfStars';
import type { FileProblem, FileProblemCode, FileResult } from './result';

const BACKUP_FORMAT = 'kinora-backup';
const BACKUP_VERSION = 1;
export const BACKUP_MIME_TYPE = 'application/json';

const timeSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

const backupEntrySchema = v.object({
  movieId: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** 1 to 10 half stars. */
  halfStars: v.nullable(
    v.pipe(
      v.number(),
      v.check((value) => isHalfStars(value), 'A rating is 1 to 10 half stars.'),
    ),
  ),
  /** Times are milliseconds since 1970. */
  ratedAt: v.nullable(timeSchema),
  watchlistedAt: v.nullable(timeSchema),
  hiddenAt: v.nullable(timeSchema),
  updatedAt: timeSchema,
  note: v.string(),
});

const headerSchema = v.object({
  format: v.literal(BACKUP_FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

const settingSchema = v.union([v.string(), v.number(), v.boolean(), v.null()]);

const backupSchema = v.object({
  format: v.literal(BACKUP_FORMAT),
  version: v.literal(BACKUP_VERSION),
  exportedAt: v.pipe(v.string(), v.isoTimestamp()),
  entries: v.pipe(
    v.array(backupEntrySchema),
    v.check((entries) => hasDistinctMovies(entries), 'A movie is in the file more than once.'),
  ),
  settings: v.record(v.string(), v.union([settingSchema, v.record(v.string(), settingSchema)])),
});

export type BackupEntry = Readonly<v.InferOutput<typeof backupEntrySchema>>;
export type BackupSettings = v.InferOutput<typeof backupSchema>['settings'];

/** What a backup holds. */
export interface Backup {
  readonly entries: readonly BackupEntry[];
  readonly settings: Readonly<BackupSettings>;
}

/** The backup as UTF-8 bytes of indented JSON. */
export function writeKinoraBackup(backup: Backup, exportedAt: Date): Uint8Array<ArrayBuffer> {
  const file = {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    exportedAt: exportedAt.toISOString(),
    entries: backup.entries,
    settings: backup.settings,
  };
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}

/** Reads a backup. Accepts all of the file or nothing: one illegal entry is a problem. */
export function readKinoraBackup(bytes: Uint8Array): FileResult<Backup> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const header = v.safeParse(headerSchema, json.value);
  if (!header.success) return failed('file-not-this-format');
  if (header.output.version > BACKUP_VERSION) return failed('file-newer');
  const parsed = v.safeParse(backupSchema, json.value);
  if (!parsed.success) return failed('file-malformed', describeIssue(parsed.issues[0]));
  const { entries, settings } = parsed.output;
  return { ok: true, value: { entries, settings } };
}

/** `kinora-2026-03-09.json` */
export function backupFileName(exportedAt: Date): string {
  const [day] = exportedAt.toISOString().split('T');
  return `kinora-${day}.json`;
}

function parseJson(bytes: Uint8Array): FileResult<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return failed('file-unreadable', error instanceof Error ? error.message : String(error));
  }
}

function hasDistinctMovies(entries: readonly { movieId: number }[]): boolean {
  return new Set(entries.map((entry) => entry.movieId)).size === entries.length;
}

/** `entries.3.halfStars: Invalid value: …` */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

function failed(code: FileProblemCode, detail?: string): { ok: false; problem: FileProblem } {
  const { message, action } = problemTexts[code];
  return {
    ok: false,
    problem: { code, message: detail === undefined ? message : `${message} (${detail})`, action },
  };
}

const problemTexts: Readonly<Record<FileProblemCode, { message: string; action: string }>> = {
  'file-unreadable': {
    message: 'This file is not readable as JSON text.',
    action: 'Choose the .json file that Kinora exported. Nothing was changed.',
  },
  'file-not-this-format': {
    message: 'This file is JSON, but not a Kinora backup.',
    action: 'Choose the .json file that Kinora exported. Nothing was changed.',
  },
  'file-newer': {
    message: 'This backup was written by a newer version of Kinora.',
    action: 'Update Kinora by reloading the page, then import again. Nothing was changed.',
  },
  'file-malformed': {
    message: 'This backup is damaged.',
    action: 'Export it again where it came from, or correct the named value. Nothing was changed.',
  },
};
