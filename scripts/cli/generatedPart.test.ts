import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withGenerated, writeGenerated } from './generatedPart';

const COMMAND = 'npm run one';

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
    const folder = await mkdtemp(join(tmpdir(), 'kinora-page-'));
    try {
      const path = join(folder, 'docs', 'results.md');
      await writeGenerated(path, COMMAND, 'one');
      expect(await readFile(path, 'utf8')).toBe(withGenerated('# Results\n', COMMAND, 'one'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
