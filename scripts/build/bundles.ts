/** @file Which files of the build make up the shell and the worker, and how heavy they are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import * as v from 'valibot';

const viteManifestSchema = v.record(
  v.string(),
  v.object({
    file: v.string(),
    isEntry: v.optional(v.boolean()),
    imports: v.optional(v.array(v.string())),
  }),
);

const WORKER_ENTRY = /^recommender\.worker-.*\.js$/;
const GZIP_LEVEL = 9;

/** Paths in `dist` of the JavaScript that runs before the first page shows: entry and static imports. */
export function shellFiles(dist: string): string[] {
  const path = join(dist, '.vite', 'manifest.json');
  const manifest = v.parse(viteManifestSchema, JSON.parse(readFileSync(path, 'utf8')));
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const keys = reachable(entries, (key) => manifest[key]?.imports ?? []);
  return keys.flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith('.js'));
}

/** Paths in `dist` of the worker and all its chunks, those loaded on demand included. */
export function workerFiles(dist: string): string[] {
  const entries = readdirSync(join(dist, 'assets'))
    .filter((name) => WORKER_ENTRY.test(name))
    .map((name) => `assets/${name}`);
  return reachable(entries, (file) => importsOf(dist, file));
}

/** Bytes of the files after gzip, each compressed by itself, as a host sends them. */
export function gzipBytes(dist: string, files: readonly string[]): number {
  const sizes = files.map(
    (file) => gzipSync(readFileSync(join(dist, file)), { level: GZIP_LEVEL }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function importsOf(dist: string, file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(dist, file), 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => posix.join(posix.dirname(file), fileName))
    .filter((path) => existsSync(join(dist, path)));
}

function reachable(start: readonly string[], next: (node: string) => readonly string[]): string[] {
  const seen = new Set(start);
  for (const node of seen) {
    for (const neighbour of next(node)) seen.add(neighbour);
  }
  return [...seen];
}
