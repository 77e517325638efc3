import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gzipBytes, shellFiles, workerFiles } from './bundles';

let dist = '';

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'kinora-dist-'));
});

afterEach(() => {
  rmSync(dist, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), text);
  }
}

describe('the weight of the build', () => {
  it('counts the entry and its static imports as the shell, a chunk loaded later not', () => {
    const manifest = {
      'index.html': {
        file: 'assets/index.js',
        isEntry: true,
        imports: ['_shared.js'],
        dynamicImports: ['src/pages/Map.svelte'],
      },
      '_shared.js': { file: 'assets/shared.js', imports: ['_base.js'] },
      '_base.js': { file: 'assets/base.js', imports: ['_shared.js'] },
      'src/pages/Map.svelte': { file: 'assets/Map.js', imports: ['_shared.js'] },
      'src/app.css': { file: 'assets/app.css' },
    };
    write({ '.vite/manifest.json': JSON.stringify(manifest) });
    expect(shellFiles(dist).sort()).toEqual([
      'assets/base.js',
      'assets/index.js',
      'assets/shared.js',
    ]);
  });

  it('counts every chunk that the worker can reach, also those on demand, and nothing of the page', () => {
    write({
      'assets/recommender.worker-Ab_1.js': `import{a}from"./core-1.js";const b=()=>import("./webgpu-2.js");export{a,b}`,
      'assets/core-1.js': `export const a=1`,
      'assets/webgpu-2.js': `import{a}from'./core-1.js';export default a`,
      'assets/index-3.js': `console.log(1)`,
    });
    expect(workerFiles(dist).sort()).toEqual([
      'assets/core-1.js',
      'assets/recommender.worker-Ab_1.js',
      'assets/webgpu-2.js',
    ]);
  });

  it('finds no worker in a build that has none, so that its budget fails', () => {
    write({ 'assets/index-3.js': `console.log(1)` });
    expect(workerFiles(dist)).toEqual([]);
  });

  it('adds up files compressed one by one', () => {
    write({ 'a.js': 'a'.repeat(5000), 'b.js': 'b'.repeat(5000) });
    const each = ['a', 'b'].map((letter) => gzipSync(letter.repeat(5000), { level: 9 }));
    expect(gzipBytes(dist, ['a.js', 'b.js'])).toBe(
      each.reduce((sum, { length }) => sum + length, 0),
    );
  });
});
