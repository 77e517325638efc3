/** @file Reads a pack from a folder with the checks of the page: hashes, sizes, shapes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueRows } from '../../models/pack/catalogue';
import { PackError } from '../../models/pack/errors';
import { decodePack, decodeUnrated, verifyFile, type Pack } from '../../models/pack/load';
import { parseManifest } from '../../models/pack/manifest';

export interface WholePack extends Pack {
  readonly unrated: CatalogueRows;
}

/** @throws PackError as in the page */
export async function readPack(folder: string): Promise<WholePack> {
  const manifest = parseManifest(parseJson(await readPackFile(folder, 'manifest.json')));
  const files = new Map<string, Uint8Array>();
  for (const [path, entry] of Object.entries(manifest.files)) {
    const bytes = await readPackFile(folder, path);
    await verifyFile(path, entry, bytes);
    files.set(path, bytes);
  }
  return { ...(await decodePack(manifest, files)), unrated: await decodeUnrated(manifest, files) };
}

async function readPackFile(folder: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, path));
  } catch {
    throw new PackError('pack-missing', `${join(folder, path)} cannot be read.`);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new PackError('pack-malformed', `manifest.json is not JSON: ${String(error)}`);
  }
}
