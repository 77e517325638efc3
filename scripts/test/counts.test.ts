import { describe, expect, it } from 'vitest';
import { playwrightCounts, verdictOf, vitestCounts } from './counts';

const journey = (title: string, status: string, description?: string) => ({
  title,
  tests: [{ status, annotations: description === undefined ? [] : [{ description }] }],
});

const unitTest = (fullName: string, status: string) => ({ fullName, status });

describe('the counts of a test runner', () => {
  it('are read from the report of Vitest, with the names of what failed or was skipped', () => {
    const assertionResults = [
      unitTest('adds', 'passed'),
      unitTest('a sum is exact', 'failed'),
      unitTest('needs the data set ml-1m', 'skipped'),
      unitTest('comes later', 'todo'),
    ];
    const report = {
      testResults: [
        { name: '/kinora/models/sum.test.ts', status: 'failed', assertionResults },
        {
          name: '/kinora/src/a.test.ts',
          status: 'passed',
          assertionResults: [assertionResults[0]],
        },
      ],
    };
    expect(vitestCounts(report, '/kinora')).toEqual({
      passed: 2,
      failed: ['models/sum.test.ts › a sum is exact'],
      retried: [],
      skipped: [
        'models/sum.test.ts › needs the data set ml-1m',
        'models/sum.test.ts › comes later',
      ],
    });
  });

  it('name a file that does not load among the failed tests', () => {
    const broken = { name: '/kinora/src/broken.test.ts', status: 'failed', assertionResults: [] };
    expect(vitestCounts({ testResults: [broken] }, '/kinora')).toMatchObject({
      passed: 0,
      failed: ['src/broken.test.ts'],
    });
  });

  it('are read from the nested report of Playwright, by file, group and title', () => {
    const group = {
      title: 'on a phone',
      specs: [journey('rates', 'expected'), journey('fits', 'unexpected')],
    };
    const file = {
      title: 'shell.spec.ts',
      specs: [journey('opens', 'unexpected'), journey('trains', 'skipped', 'no pack')],
      suites: [group],
    };
    expect(playwrightCounts({ suites: [file] })).toEqual({
      passed: 1,
      failed: ['shell.spec.ts › opens', 'shell.spec.ts › on a phone › fits'],
      retried: [],
      skipped: ['shell.spec.ts › trains: no pack'],
    });
  });

  it('take a journey that passed at the second try for passed, and name it', () => {
    const file = {
      title: 'tabs.spec.ts',
      specs: [journey('agrees', 'flaky'), journey('erases', 'expected')],
    };
    expect(playwrightCounts({ suites: [file] })).toEqual({
      passed: 2,
      failed: [],
      retried: ['tabs.spec.ts › agrees'],
      skipped: [],
    });
  });

  it('refuse a report of another shape instead of counting nothing', () => {
    expect(() => vitestCounts({ tests: 5 }, '/')).toThrow();
    expect(() => playwrightCounts({})).toThrow();
  });

  it('hold a failure when the runner failed without a failed test', () => {
    const counts = { passed: 5, failed: [], retried: [], skipped: [] };
    expect(verdictOf(counts, false).failed).toHaveLength(1);
    expect(verdictOf(counts, true)).toEqual(counts);
    const failed = ['a', 'b', 'c'];
    expect(verdictOf({ ...counts, failed }, false).failed).toEqual(failed);
  });

  it('hold a failure when no test ran or no report was written', () => {
    const none = { passed: 0, failed: [], retried: [], skipped: ['all'] };
    expect(verdictOf(none, true).failed).toEqual(['no test ran']);
    expect(verdictOf(null, true).failed).toEqual(['the runner left no report']);
  });
});
