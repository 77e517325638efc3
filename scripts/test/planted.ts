/**
 * @file Who checks the checks: a small house of planted defects, with the real configuration files,
 * on which the real command must fail and name every plant.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { outcomeOf, type Check } from './check';
import { ROOT, runCommand } from './command';
import type { Plant } from './plants';

const CONFIGURATION = [
  '.dependency-cruiser.mjs',
  'eslint.config.js',
  'package.json',
  'svelte.config.js',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.page.json',
  'tsconfig.worker.json',
];

/** Folders that the commands name; an absent one would be an error of its own. */
const FOLDERS = ['models', 'workers', 'scripts', 'src', 'tests'];

/** Inside the repository, so that the tools find its `node_modules`. */
const PLANTED_HOUSES = join(ROOT, '.cache', 'planted');

export function plantedCheck(
  name: string,
  command: readonly [string, ...string[]],
  plants: readonly Plant[],
): Check {
  return {
    name,
    async run() {
      const house = await plant(plants);
      try {
        const { ok, output } = await runCommand(command, { cwd: house });
        const missed = plants.filter(({ says }) => !reports(output, says));
        const complaint = missed.map(
          ({ file, says }) => `Not reported: ${file} (${says.join(', ')})`,
        );
        return outcomeOf(!ok && missed.length === 0, [output, ...complaint].join('\n'));
      } finally {
        await rm(house, { recursive: true });
      }
    },
  };
}

async function plant(plants: readonly Plant[]): Promise<string> {
  await mkdir(PLANTED_HOUSES, { recursive: true });
  const house = await mkdtemp(join(PLANTED_HOUSES, 'house-'));
  await Promise.all([
    ...CONFIGURATION.map((file) => cp(join(ROOT, file), join(house, file))),
    ...FOLDERS.map((folder) => mkdir(join(house, folder))),
  ]);
  for (const { file, text } of plants) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), text);
  }
  return house;
}

function reports(output: string, says: readonly string[]): boolean {
  return output.split('\n').some((line) => says.every((part) => line.includes(part)));
}
