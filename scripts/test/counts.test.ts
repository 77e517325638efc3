import { describe, expect, it } from 'vitest';
import { playwrightCounts, verdictOf, vitestCounts } from './counts';

const journey = (title: string, status: string, description?: string) => ({
  title,
  tests: [{ status, annotations: description === undefined ? [] : [{ description }] }],
});

describe('the counts of a test runner', () => {
  it('are read from the report of Vitest, with the names of what it skipped', () => {
    const assertionResults = [
      { fullName: 'adds', status: 'passed' },
      { fullName: 'needs the data set ml-1m', status: 'skipped' },
      { fullName: 'comes later', status: 'todo' },
    ];
    const report = { numPassedTests: 5, numFailedTests: 2, testResults: [{ assertionResults }] };
    expect(vitestCounts(report)).toEqual({
      passed: 5,
      failed: 2,
      skipped: ['needs the data set ml-1m', 'comes later'],
    });
  });

  it('are read from the nested report of Playwright, and take a flaky journey for a failed one', () => {
    const inner = { specs: [journey('rates', 'expected'), journey('reloads', 'flaky')] };
    const outer = {
      specs: [journey('opens', 'unexpected'), journey('trains', 'skipped', 'no pack')],
      suites: [inner],
    };
    expect(playwrightCounts({ suites: [outer] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: ['trains: no pack'],
    });
  });

  it('refuse a report of another shape instead of counting nothing', () => {
    expect(() => vitestCounts({ tests: 5 })).toThrow();
    expect(() => playwrightCounts({})).toThrow();
  });

  it('hold a failure when the runner failed without a failed test', () => {
    const counts = { passed: 5, failed: 0, skipped: [] };
    expect(verdictOf(counts, false).failed).toBe(1);
    expect(verdictOf(counts, true).failed).toBe(0);
    expect(verdictOf({ ...counts, failed: 3 }, false).failed).toBe(3);
  });

  it('hold a failure when no test ran or no report was written', () => {
    expect(verdictOf({ passed: 0, failed: 0, skipped: ['all'] }, true).failed).toBe(1);
    expect(verdictOf(null, true).failed).toBe(1);
  });
});
