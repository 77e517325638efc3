/** @file `npm run evaluate`: trains on folds of people and measures on the people left out. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_CONFIG, type TrainingConfig } from '../../models/training/config';
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import { stageProgress } from '../cli/stageProgress';
import { DATASET_NAMES, type DatasetName } from '../data/datasets';
import { startWasmBackend } from '../runtime/wasmBackend';
import { CHECKPOINTS } from '../train/checkpoint';
import { stopIfAborted, type FitOptions } from '../train/fitModel';
import { SolverPool } from '../train/solverPool';
import { loadTrainingData } from '../train/trainingData';
import { seededConfig } from '../train/validate';
import {
  chooseEaseLambda,
  dealFolds,
  evaluateFold,
  trainSystems,
  type Fold,
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
  const checkpointFolder = join(CHECKPOINTS, 'evaluate');
  const pool = new SolverPool(args.threads);
  const fit = { solve: pool.solve.bind(pool), signal, checkpointFolder };
  const results: PersonMetrics[] = [];
  try {
    for (const [index, fold] of folds.entries()) {
      const title = `Fold ${index + 1} of ${folds.length}`;
      results.push(...(await runFold(title, fold, config, easeLambda, fit)));
    }
  } finally {
    await pool.close();
  }
  await rm(checkpointFolder, { recursive: true, force: true });
  const summaries = summarize(results);
  process.stderr.write(`\n${toMarkdown(summaries)}\n\n`);
  const report = { protocol: 'P2', datasets: names, folds: folds.length, easeLambda, summaries };
  if (args.out) {
    await mkdir(dirname(args.out), { recursive: true });
    await writeFile(args.out, `${JSON.stringify(report, null, 2)}\n`);
  }
  return report;
});

async function runFold(
  title: string,
  fold: Fold,
  config: TrainingConfig,
  easeLambda: number,
  fit: Omit<FitOptions, 'config' | 'events'>,
): Promise<PersonMetrics[]> {
  const fitting = stageProgress(`${title}: training`);
  const trained = await trainSystems(fold, config, easeLambda, { ...fit, events: fitting });
  fitting.finish();
  const { systems } = trained;
  const total = systems.length * fold.people.length;
  const measuring = createProgress({ label: `${title}: measuring`, total });
  let done = 0;
  try {
    return await evaluateFold(systems, fold.people, () => {
      stopIfAborted(fit.signal);
      measuring.update(++done);
    });
  } finally {
    measuring.finish();
    trained.dispose();
  }
}
