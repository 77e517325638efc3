/**
 * @file The two test runners, and how their JSON reports become counts. Their printed reports are the
 * short ones: what passed is only in the way when something failed.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Check, Outcome } from './check';
import { ROOT, runCommand } from './command';
import { playwrightCounts, vitestCounts, verdictOf, type Counts } from './counts';

const VITEST_REPORT = join(ROOT, '.cache', 'vitest.json');
const PLAYWRIGHT_REPORT = join(ROOT, '.cache', 'playwright.json');

export const UNIT_TESTS: Check = {
  name: 'unit and property tests',
  run: () =>
    runSuite(
      [
        'vitest',
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${VITEST_REPORT}`,
        '--silent=passed-only',
      ],
      VITEST_REPORT,
      (json) => vitestCounts(json, ROOT),
    ),
};

export const JOURNEYS: Check = {
  name: 'browser journeys',
  run: () =>
    runSuite(['playwright', 'test', '--reporter=dot,json'], PLAYWRIGHT_REPORT, playwrightCounts),
};

async function runSuite(
  command: readonly [string, ...string[]],
  report: string,
  countsOf: (json: unknown) => Counts,
): Promise<Outcome> {
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const { ok, output } = await runCommand(command, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT },
  });
  const { passed, failed, retried, skipped } = verdictOf(await readCounts(report, countsOf), ok);
  const remarks = [
    ...failed.map((test) => `failed: ${test}`),
    ...retried.map((test) => `passed at the second try: ${test}`),
    ...skipped.map((test) => `skipped: ${test}`),
  ];
  return { passed, failed: failed.length, skipped: skipped.length, remarks, output };
}

/** Null when the runner died before it wrote its report; its output then says why. */
async function readCounts(
  report: string,
  countsOf: (json: unknown) => Counts,
): Promise<Counts | null> {
  if (!existsSync(report)) return null;
  return countsOf(JSON.parse(await readFile(report, 'utf8')));
}
