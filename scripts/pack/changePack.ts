/** @file Changes a pack that lies in a folder: files beside the others, and a manifest that names them. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest, type Manifest } from '../../models/pack/manifest';
import { sha256, type Artefact } from './artefacts';

/** What is to be different. */
export interface PackChange {
  /** Parts of the manifest, which its schema checks; an undefined one is taken out. */
  readonly parts: Readonly<Partial<Record<keyof Manifest, unknown>>>;
  readonly artefacts: ReadonlyMap<string, Artefact>;
  /** Files of the pack that nothing will name any more, unless they are among the artefacts. */
  readonly replaced: readonly (string | undefined)[];
  /** Whether an answer of the pack's own model changes, and the pack's version with it. */
  readonly changesAnswers: boolean;
}

/** Writes the new files, then the manifest, and removes the files that were replaced. */
export async function changePack(
  folder: string,
  manifest: Manifest,
  { parts, artefacts, replaced, changesAnswers }: PackChange,
): Promise<Manifest> {
  const kept = Object.entries(manifest.files).filter(([path]) => !replaced.includes(path));
  const added = [...artefacts].map(([path, { entry }]) => [path, entry] as const);
  const draft = { ...manifest, ...parts, files: Object.fromEntries([...kept, ...added]) };
  const changed = parseManifest(changesAnswers ? { ...draft, version: versionOf(draft) } : draft);
  await writeArtefacts(folder, artefacts);
  await writeManifest(folder, changed);
  for (const path of replaced) {
    if (path !== undefined && !artefacts.has(path)) await rm(join(folder, path), { force: true });
  }
  return changed;
}

export async function writeArtefacts(
  folder: string,
  artefacts: ReadonlyMap<string, Artefact>,
): Promise<void> {
  for (const [path, { bytes }] of artefacts) await writeFile(join(folder, path), bytes);
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Hash of everything else in the manifest. */
function versionOf(draft: Readonly<Record<string, unknown>>): string {
  return sha256(Buffer.from(JSON.stringify({ ...draft, version: '' })));
}
