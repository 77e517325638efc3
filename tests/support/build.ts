/** @file The production build that the journeys look at, and copies of it that a journey may change. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built folder; another one than `dist/` when `KINORA_DIST` names it. */
export const DIST = process.env['KINORA_DIST'] ?? join(import.meta.dirname, '..', '..', 'dist');

export interface BuildCopy {
  /** Absolute path. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** A copy of a built folder, among the system's temporary files. */
export async function copyBuild(from: string): Promise<BuildCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-release-'));
  await cp(from, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
