/** @file Checks that no source file escapes the type checker. */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { outcomeOf, type Check } from './check';
import { ROOT } from './command';

const PROJECTS = ['tsconfig.node.json', 'tsconfig.worker.json', 'tsconfig.page.json'];
const FOLDERS = ['models', 'scripts', 'src', 'tests', 'workers'];
const SOURCE = /\.(ts|svelte)$/;

const SVELTE: ts.FileExtensionInfo = {
  extension: 'svelte',
  isMixedContent: true,
  scriptKind: ts.ScriptKind.Deferred,
};

export function projectsCheck(name: string): Check {
  return {
    name,
    run() {
      const covered = new Set(PROJECTS.flatMap(filesOf));
      const escaped = sourceFiles().filter((file) => !covered.has(file));
      const lines = escaped.map((file) => `In no TypeScript project: ${relative(ROOT, file)}`);
      return Promise.resolve(outcomeOf(escaped.length === 0, lines.join('\n')));
    },
  };
}

function filesOf(project: string): string[] {
  const { config } = ts.readConfigFile(join(ROOT, project), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, ROOT, {}, project, undefined, [
    SVELTE,
  ]);
  return parsed.fileNames.map((file) => resolve(file));
}

function sourceFiles(): string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(ROOT, folder, path),
    ),
  );
  const atRoot = readdirSync(ROOT).map((path) => join(ROOT, path));
  return [...inFolders, ...atRoot].filter((path) => SOURCE.test(path));
}
