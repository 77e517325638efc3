/** @file Runs one tool of the repository as a child process and keeps what it printed. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** The repository's root, with no trailing slash. */
export const ROOT = join(import.meta.dirname, '..', '..');

export interface CommandResult {
  readonly ok: boolean;
  /** Standard output and error, in the order they came. */
  readonly output: string;
}

export interface CommandOptions {
  /** Absolute; the repository's root unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const TIME_LIMIT_MS = 20 * 60_000;

/** A hung tool counts as failed after 20 minutes; one that is not installed, at once. */
export function runCommand(
  [tool, ...args]: readonly [string, ...string[]],
  { cwd = ROOT, env = {} }: CommandOptions = {},
): Promise<CommandResult> {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      cwd,
      env: { ...process.env, ...env, PATH: path, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
    });
    let output = '';
    const keep = (text: Buffer): void => {
      output += text.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code, signal) => {
      const killed = signal === null ? '' : `\nEnded by ${signal}.`;
      resolve({ ok: code === 0, output: output + killed });
    });
  });
}
