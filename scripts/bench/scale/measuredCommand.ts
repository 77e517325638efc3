/** @file Runs one of the project's commands in a process of its own and says what it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { Failure } from '../../cli/failure';

/** What a command took; memory is the largest resident set of its process, threads included. */
export interface Usage {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** A command's own result, and what it took. */
export interface Measured {
  readonly usage: Usage;
  readonly result: unknown;
}

const reportSchema = v.object({ cpuSeconds: v.number(), peakBytes: v.number() });

const SCRIPTS = fileURLToPath(new URL('../../', import.meta.url));
const REPORTER = new URL('./reportUsage.mjs', import.meta.url).href;

/**
 * Runs `scripts/<verb>/main.ts`; its progress goes to stderr.
 *
 * @param folder where the command may leave its report
 * @throws a {@link Failure} when the command fails
 */
export async function runMeasured(
  verb: string,
  args: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<Measured> {
  const usageFile = join(folder, `${verb}.usage.json`);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', REPORTER, join(SCRIPTS, verb, 'main.ts'), ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, KINORA_USAGE_FILE: usageFile },
      signal,
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) {
    throw new Failure(
      'bench.command',
      `npm run ${verb} -- ${args.join(' ')} ended with status ${status}.`,
      'Run it by itself to see why.',
    );
  }
  const seconds = (performance.now() - started) / 1000;
  const report = v.parse(reportSchema, JSON.parse(await readFile(usageFile, 'utf8')));
  return { usage: { seconds, ...report }, result: JSON.parse(Buffer.concat(chunks).toString()) };
}
