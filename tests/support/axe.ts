/** @file The accessibility rules of WCAG 2.2 A and AA, as far as a program can check them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
  resultTypes: ['violations'],
};

/** What breaks a rule on the page as it is now: `rule: element`, each with what to do about it. */
export async function violations(page: Page): Promise<readonly string[]> {
  // By the debugger: the policy forbids script elements, as it should.
  await page.evaluate(`${SOURCE};null`);
  const results = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: RunOptions): Promise<AxeResults> };
    };
    return axe.run(options);
  }, OPTIONS);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}
