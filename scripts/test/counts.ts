/** @file What the JSON reports of Vitest and Playwright come to. */
import * as v from 'valibot';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The skipped tests by name, with the reason where the runner knows it. */
  readonly skipped: readonly string[];
}

const vitestSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(
    v.object({
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

const VITEST_SKIPPED = ['pending', 'skipped', 'todo'];

interface PlaywrightSuite {
  readonly specs: readonly v.InferOutput<typeof playwrightSpecSchema>[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

const playwrightSpecSchema = v.object({
  title: v.string(),
  tests: v.array(
    v.object({
      status: v.picklist(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: v.array(v.object({ description: v.optional(v.string()) })),
    }),
  ),
});

const playwrightSuiteSchema: v.GenericSchema<unknown, PlaywrightSuite> = v.object({
  specs: v.array(playwrightSpecSchema),
  suites: v.optional(v.array(v.lazy(() => playwrightSuiteSchema))),
});

const playwrightSchema = v.object({ suites: v.array(playwrightSuiteSchema) });

export function vitestCounts(json: unknown): Counts {
  const report = v.parse(vitestSchema, json);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => VITEST_SKIPPED.includes(status))
      .map(({ fullName }) => fullName.trim()),
  };
}

/** A journey that passes only at a second try has failed. */
export function playwrightCounts(json: unknown): Counts {
  const specs = v.parse(playwrightSchema, json).suites.flatMap(specsOf);
  const tests = specs.flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })));
  const skipped = tests.filter(({ status }) => status === 'skipped');
  const passed = tests.filter(({ status }) => status === 'expected').length;
  return {
    passed,
    failed: tests.length - passed - skipped.length,
    skipped: skipped.map(({ title, annotations }) =>
      [title, ...annotations.flatMap(({ description }) => description ?? [])].join(': '),
    ),
  };
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * The counts of a run, with one failure added where the report shows none but the runner failed (a
 * file that does not load), ran no test at all, or left no report.
 */
export function verdictOf(counts: Counts | null, ok: boolean): Counts {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: [] };
  const ranNone = passed + failed === 0;
  return { passed, failed: failed === 0 && (!ok || ranNone) ? 1 : failed, skipped };
}
