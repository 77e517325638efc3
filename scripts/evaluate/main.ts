/** @file `npm run evaluate`: trains on folds of people and measures on the people left out. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_CONFIG } from '../../models/training/config';
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import { stageProgress } from '../cli/stageProgress';
import { DATASET_NAMES, type DatasetName } from '../data/datasets';
import { startWasmBackend } from '../runtime/wasmBackend';
import { SolverPool } from '../train/solverPool';
import { loadTrainingData } from '../train/trainingData';
import { seededConfig } from '../train/validate';
import {
  chooseEaseLambda,
  dealFolds,
  evaluateFold,
  trainSystems,
  type PersonMetrics,
} from './strongGeneralization';
import { summarize, toMarkdown } from './summary';

const options = {
  datasets: {
    kind: 'list',
    help: 'Data sets to pool',
    choices: DATASET_NAMES,
    default: ['ml-latest', 'ml-latest-small'],
  },
  from: { kind: 'text', placeholder: 'folder', help: 'Folder that holds the data sets' },
  folds: { kind: 'integer', help: 'Folds of people', minimum: 2, default: 5 },
  run: { kind: 'integer', help: 'How many of the folds to run; default: all', minimum: 1 },
  seed: { kind: 'integer', help: 'Seed of folds, splits and training', minimum: 0 },
  threads: { kind: 'integer', help: 'Solver threads; changes no figure', minimum: 1 },
  out: { kind: 'text', placeholder: 'file', help: 'Also write the JSON result here' },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run evaluate --',
  summary:
    'Protocol P2: holds out whole people, folds in 80 % of their ratings (or the first n of them), ' +
    'and measures how well their other likes are found, beside popularity and EASE.',
  options,
  examples: ['npm run evaluate -- --datasets ml-latest,ml-latest-small --folds 5 --run 1'],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  const config = seededConfig(DEFAULT_CONFIG, args.seed);
  await startWasmBackend();
  const names = args.datasets as readonly DatasetName[];
  const { interactions } = await loadTrainingData(names, args.from, signal);
  const folds = dealFolds(interactions, args.folds, config.seed).slice(0, args.run ?? args.folds);
  const easeLambda = await chooseEaseLambda(folds[0].training, config.seed);
  const pool = new SolverPool(args.threads);
  const results: PersonMetrics[] = [];
  try {
    for (const [index, fold] of folds.entries()) {
      const fitting = stageProgress(`Fold ${index + 1} of ${folds.length}: training`);
      const { systems, dispose } = await trainSystems(fold, config, easeLambda, {
        solve: pool.solve.bind(pool),
        signal,
        events: fitting,
      });
      fitting.finish();
      const measuring = createProgress({
        label: `Fold ${index + 1} of ${folds.length}: measuring`,
        total: systems.length * fold.people.length,
      });
      let done = 0;
      results.push(...(await evaluateFold(systems, fold.people, () => measuring.update(++done))));
      measuring.finish();
      dispose();
    }
  } finally {
    await pool.close();
  }
  const summaries = summarize(results);
  process.stderr.write(`\n${toMarkdown(summaries)}\n\n`);
  const report = { protocol: 'P2', datasets: names, folds: folds.length, easeLambda, summaries };
  if (args.out) {
    await mkdir(dirname(args.out), { recursive: true });
    await writeFile(args.out, `${JSON.stringify(report, null, 2)}\n`);
  }
  return report;
});
