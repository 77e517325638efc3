import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { updateGenerated, withGenerated, writeGenerated } from './generatedPart';

const COMMAND = 'npm run one';

/** Calls with the path of a page in a folder that does not exist yet. */
async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-page-'));
  try {
    await work(join(folder, 'docs', 'results.md'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the part of a page that a command writes', () => {
  it('is replaced, and what stands around it stays', () => {
    const first = withGenerated('# Results\n\nBefore.\n', COMMAND, 'one');
    const page = `${first}\nAfter.\n`;
    const second = withGenerated(page, COMMAND, 'two');
    expect(second).toBe(page.replace('\none\n', '\ntwo\n'));
    expect(second).toContain('Before.');
    expect(second).toContain('After.');
  });

  it('leaves the part of another command alone', () => {
    const page = withGenerated(withGenerated('# Results\n', COMMAND, 'one'), 'npm run two', 'two');
    expect(withGenerated(page, COMMAND, 'three')).toBe(page.replace('\none\n', '\nthree\n'));
  });

  it('makes the page where there is none', async () => {
    await inFolder(async (path) => {
      await writeGenerated(path, COMMAND, 'one');
      expect(await readFile(path, 'utf8')).toBe(withGenerated('# Results\n', COMMAND, 'one'));
    });
  });

  it('can be made of what it said before', async () => {
    await inFolder(async (path) => {
      const add = (more: string) => (before: string) => `${before}, ${more}`;
      await updateGenerated(path, COMMAND, add('one'));
      await updateGenerated(path, COMMAND, add('two'));
      expect(await readFile(path, 'utf8')).toContain('\n, one, two\n');
    });
  });
});
