/** @file The size budgets of the build. */
import { join } from 'node:path';
import { gzipBytes, shellFiles, workerFiles } from '../build/bundles';
import { outcomeOf, type Check } from './check';
import { ROOT } from './command';

const BYTES_IN_A_KB = 1000;
const SHELL_KB = 100;
const WORKER_KB = 250;

export const BUDGET_CHECKS: readonly Check[] = [
  budgetCheck('size: shell', shellFiles, SHELL_KB),
  budgetCheck('size: worker', workerFiles, WORKER_KB),
];

function budgetCheck(name: string, filesOf: (dist: string) => string[], limitKb: number): Check {
  return {
    name: `${name} <= ${limitKb} kB gzip`,
    run() {
      const dist = join(ROOT, 'dist');
      const files = filesOf(dist);
      const sizes = files.map((file) => `${kb(gzipBytes(dist, [file]))} kB  ${file}`);
      const total = gzipBytes(dist, files);
      const fits = files.length > 0 && total <= limitKb * BYTES_IN_A_KB;
      return Promise.resolve(outcomeOf(fits, sizes.join('\n'), `${kb(total)} kB`));
    },
  };
}

function kb(bytes: number): string {
  return (bytes / BYTES_IN_A_KB).toFixed(1);
}
