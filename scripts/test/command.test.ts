import { describe, expect, it } from 'vitest';
import { runCommand } from './command';

describe('a tool run by the test command', () => {
  it('passes when it exits with 0, and its output is kept', async () => {
    const result = await runCommand(['node', '-e', 'console.log(1); console.error(2)']);
    expect(result.ok).toBe(true);
    expect(result.output.split('\n').filter(Boolean).sort()).toEqual(['1', '2']);
  });

  it('fails when it exits with anything else', async () => {
    expect(await runCommand(['node', '-e', 'process.exit(3)'])).toMatchObject({ ok: false });
  });

  it('fails when it was killed, and says by which signal', async () => {
    const result = await runCommand(['node', '-e', 'process.kill(process.pid, "SIGKILL")']);
    expect(result.ok).toBe(false);
    expect(result.output).toContain('SIGKILL');
  });

  it('fails when it is not installed', async () => {
    const result = await runCommand(['kinora-no-such-tool']);
    expect(result.ok).toBe(false);
    expect(result.output).toContain('kinora-no-such-tool');
  });

  it('gets no input, so that it cannot wait for an answer', async () => {
    const read = 'process.stdin.on("end", () => console.log("ended")).resume()';
    expect((await runCommand(['node', '-e', read])).output).toContain('ended');
  });
});
