import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineWriter } from './lineWriter';

describe('the line writer', () => {
  it('writes everything in order, and keeps no more in memory than the disk has to take', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-lines-'));
    try {
      const writer = new LineWriter(join(folder, 'file'));
      const line = `${'x'.repeat(99)}\n`;
      const lines = 300_000;
      let highest = 0;
      for (let i = 0; i < lines; i++) {
        await writer.write(line);
        highest = Math.max(highest, writer.pendingCharacters);
      }
      await writer.close();
      expect(highest).toBeLessThan(1 << 20);
      expect(await readFile(join(folder, 'file'), 'utf8')).toBe(line.repeat(lines));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
