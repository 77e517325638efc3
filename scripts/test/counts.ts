/** @file What the JSON reports of Vitest and Playwright come to. */
import { relative } from 'node:path';
import * as v from 'valibot';

/** Tests by name: `file › title`. */
export interface Counts {
  readonly passed: number;
  readonly failed: readonly string[];
  /** Passed, but not at the first try. Counted in `passed` as well. */
  readonly retried: readonly string[];
  /** With the reason where the runner knows it. */
  readonly skipped: readonly string[];
}

const vitestSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

const VITEST_SKIPPED = ['pending', 'skipped', 'todo'];

interface PlaywrightSuite {
  readonly title: string;
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
  title: v.string(),
  specs: v.array(playwrightSpecSchema),
  suites: v.optional(v.array(v.lazy(() => playwrightSuiteSchema))),
});

const playwrightSchema = v.object({ suites: v.array(playwrightSuiteSchema) });

/**
 * A file that failed without a failed test, because it does not load, counts as a failed test.
 *
 * @param root absolute path that the names of files start from
 */
export function vitestCounts(json: unknown, root: string): Counts {
  const files = v.parse(vitestSchema, json).testResults.map((file) => ({
    ...file,
    name: relative(root, file.name),
  }));
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      name: nameOf([name, fullName.trim()]),
      status,
    })),
  );
  const namesOf = (...statuses: readonly string[]): readonly string[] =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ name }) => name);
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: namesOf('passed').length,
    failed: [...broken.map(({ name }) => name), ...namesOf('failed')],
    retried: [],
    skipped: namesOf(...VITEST_SKIPPED),
  };
}

export function playwrightCounts(json: unknown): Counts {
  const tests = v.parse(playwrightSchema, json).suites.flatMap((suite) => testsOf(suite));
  const namesOf = (wanted: string): readonly string[] =>
    tests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const retried = namesOf('flaky');
  return {
    passed: namesOf('expected').length + retried.length,
    failed: namesOf('unexpected'),
    retried,
    skipped: tests
      .filter(({ status }) => status === 'skipped')
      .map(({ name, reasons }) => [name, ...reasons].join(': ')),
  };
}

interface PlaywrightTest {
  readonly name: string;
  readonly status: string;
  readonly reasons: readonly string[];
}

function testsOf(
  { title, specs, suites = [] }: PlaywrightSuite,
  above: readonly string[] = [],
): PlaywrightTest[] {
  const path = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => ({
      name: nameOf([...path, spec.title]),
      status,
      reasons: annotations.flatMap(({ description }) => description ?? []),
    })),
  );
  return [...own, ...suites.flatMap((suite) => testsOf(suite, path))];
}

function nameOf(path: readonly string[]): string {
  return path.join(' › ');
}

/**
 * The counts of a run, with one failure added where the report shows none but the runner failed, ran
 * no test at all, or left no report.
 */
export function verdictOf(counts: Counts | null, ok: boolean): Counts {
  if (counts === null) {
    return { passed: 0, failed: ['the runner left no report'], retried: [], skipped: [] };
  }
  if (counts.failed.length > 0) return counts;
  if (counts.passed === 0) return { ...counts, failed: ['no test ran'] };
  return ok ? counts : { ...counts, failed: ['the runner, outside of every test'] };
}
