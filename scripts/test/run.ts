/**
 * @file `npm test`: every check of the repository, in one command.
 *
 * Static checks run two at a time and are reported in order. The rest runs one by one: tests that
 * measure time want the machine to themselves. The last line is the count of all; what failed is named
 * once more before it, since a long output is often cut somewhere.
 */
import { BUDGET_CHECKS } from './budgets';
import { ensureBrowser } from './browser';
import { commandCheck, outcomeOf, skippedBecause, type Check, type Outcome } from './check';
import { STATIC_CHECKS } from './staticChecks';
import { JOURNEYS, UNIT_TESTS } from './suites';

const STATIC_LANES = 2;
const MS_IN_A_SECOND = 1000;

interface Report extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

const BUILD = commandCheck('production build', ['vite', 'build']);

const BROWSER: Check = {
  name: 'browser',
  async run() {
    const lines: string[] = [];
    try {
      const { executablePath } = await ensureBrowser((line) => lines.push(line));
      return outcomeOf(true, '', executablePath);
    } catch (error) {
      return outcomeOf(false, [...lines, String(error)].join('\n'));
    }
  },
};

async function timed(check: Check): Promise<Report> {
  const start = performance.now();
  const outcome = await Promise.resolve()
    .then(() => check.run())
    .catch((error: unknown) => outcomeOf(false, String(error)));
  return { name: check.name, seconds: (performance.now() - start) / MS_IN_A_SECOND, ...outcome };
}

/** Deals the checks out to lanes that run side by side; the promises keep the order of the checks. */
function inLanes(checks: readonly Check[], lanes: number): Promise<Report>[] {
  const tails = Array.from({ length: lanes }, () => Promise.resolve<unknown>(null));
  return checks.map((check, index) => {
    const lane = index % lanes;
    const report = Promise.resolve(tails[lane]).then(() => timed(check));
    tails[lane] = report;
    return report;
  });
}

function print(report: Report): void {
  printVerdict(report);
  if (report.failed > 0) console.log(`${report.output.trim().replace(/^/gm, '      | ')}\n`);
}

function printVerdict(report: Report): void {
  const { name, seconds, passed, failed, remarks } = report;
  const verdict = failed > 0 ? 'FAIL' : passed > 0 ? 'ok' : 'skip';
  const line = [verdict.padEnd(4), name, `${seconds.toFixed(1)} s`, countsOf(report)];
  console.log(line.join('  ').trimEnd());
  for (const remark of remarks) console.log(`      ${remark}`);
}

/** `5 passed, 1 skipped` of a check that counts more than itself. */
function countsOf({ passed, failed, skipped }: Outcome): string {
  if (passed + failed + skipped <= 1) return '';
  const counts = { passed, failed, skipped };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}

/** Runs every check; those that need the build or a browser are skipped without it. */
async function* runAll(): AsyncGenerator<Report> {
  for (const report of inLanes(STATIC_CHECKS, STATIC_LANES)) yield await report;
  yield await timed(UNIT_TESTS);

  const build = await timed(BUILD);
  yield build;
  const unlessBroken = (check: Check, ...needs: readonly Report[]): Promise<Report> => {
    const broken = needs.find(({ failed }) => failed > 0);
    if (broken === undefined) return timed(check);
    return timed({ ...check, run: () => Promise.resolve(skippedBecause(`no ${broken.name}`)) });
  };
  for (const check of BUDGET_CHECKS) yield await unlessBroken(check, build);

  const browser = await timed(BROWSER);
  yield browser;
  yield await unlessBroken(JOURNEYS, build, browser);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const broken: Report[] = [];
for await (const report of runAll()) {
  print(report);
  totals.passed += report.passed;
  totals.failed += report.failed;
  totals.skipped += report.skipped;
  if (report.failed > 0) broken.push(report);
}
if (broken.length > 0) console.log('\nWhat failed, once more:');
broken.forEach(printVerdict);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
