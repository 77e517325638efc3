/**
 * @file What `npm run evaluate` does: systems under protocols on data sets; or a packed model on two
 * files; or sections of a page from earlier results.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCommand, type CommandContext, type CommandOutput } from '../cli/command';
import { EXIT, Failure } from '../cli/failure';
import { updateGenerated } from '../cli/generatedPart';
import type { ArgumentsOf, OptionTable } from '../cli/options';
import { DATASET_NAMES, type DatasetName } from '../data/datasets';
import { startWasmBackend } from '../runtime/wasmBackend';
import { runColdItemsCommand } from './coldItemsCommand';
import { runConstantsCommand } from './constantsCommand';
import { runPackCommand } from './packCommand';
import { runProtocolCommand } from './protocolCommand';
import { readReports, RESULTS_COMMAND, sectionsOf } from './render';
import { PROTOCOLS, type EvaluationReport, type ProtocolName } from './report';
import { readSections, withFresh, writeSections } from './resultsPage';
import { FOLD_CACHE } from './stateCache';
import { DEFAULT_SYSTEMS, SYSTEM_NAMES } from './systems';

const options = {
  systems: {
    kind: 'list',
    help: 'Systems to compare',
    choices: SYSTEM_NAMES,
    default: DEFAULT_SYSTEMS,
  },
  protocols: {
    kind: 'list',
    help: 'P1 likes only, P2 everything rated, P3 stars, P4 reference documents, P5 onboarding, P6 beyond accuracy',
    choices: PROTOCOLS,
    default: ['P2', 'P3', 'P6'],
  },
  datasets: {
    kind: 'list',
    help: 'Data sets to pool',
    choices: DATASET_NAMES,
    default: ['ml-latest', 'ml-latest-small'],
  },
  from: { kind: 'text', placeholder: 'folder', help: 'Folder that holds the data sets' },
  folds: { kind: 'integer', help: 'Folds of people', minimum: 2, default: 5 },
  run: { kind: 'integer', help: 'How many of the folds to run; default: all', minimum: 1 },
  seed: { kind: 'integer', help: 'Seed of folds, splits, training and bootstrap', minimum: 0 },
  resamples: { kind: 'integer', help: 'Bootstrap resamples', minimum: 100, default: 2000 },
  threads: { kind: 'integer', help: 'Solver threads; changes no figure', minimum: 1 },
  cache: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Keeps fold models and answers, so that nothing is computed twice',
    default: FOLD_CACHE,
  },
  out: { kind: 'text', placeholder: 'file', help: 'Also write the JSON result here' },
  markdown: {
    kind: 'text',
    placeholder: 'file',
    help: 'Also write the tables into this page, in the place of the same protocols on the same data',
  },
  render: {
    kind: 'list',
    placeholder: 'a.json,b.json',
    help: 'Run nothing: write what --out wrote before into --markdown',
  },
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Score this packed model instead, with --fold-in and --held-out',
  },
  'fold-in': {
    kind: 'text',
    placeholder: 'file',
    help: 'CSV of the ratings that are given: userId,movieId,rating, timestamp optional',
  },
  'held-out': { kind: 'text', placeholder: 'file', help: 'CSV of the ratings to predict' },
  'cold-items': {
    kind: 'flag',
    help: 'Measure movies with few ratings or none instead, on --datasets',
  },
  constants: {
    kind: 'flag',
    help: 'Change the constants of training one by one instead, on validation people of --datasets',
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run evaluate --',
  summary:
    'Holds out whole people, folds in a part of their ratings, and measures how well systems find ' +
    'or predict the rest. Ctrl-C keeps what is done; the same command goes on from there.',
  options,
  examples: [
    'npm run evaluate -- --datasets ml-1m --protocols P1,P2,P3 --out ml-1m.json --markdown docs/results.md',
    'npm run evaluate -- --render ml-1m.json,latest.json --markdown docs/results.md',
    'npm run evaluate -- --cold-items --run 1',
    'npm run evaluate -- --constants --datasets ml-1m --markdown docs/training.md',
    'npm run evaluate -- --pack public/models/latest --fold-in a.csv --held-out b.csv',
  ],
};

type Arguments = ArgumentsOf<typeof options>;

/** Runs a command line; returns the exit status. */
export function runEvaluate(args: readonly string[], output?: CommandOutput): Promise<number> {
  return runCommand(spec, args, run, output);
}

async function run(args: Arguments, { signal }: CommandContext): Promise<unknown> {
  if (args.render) return render(args.render, args.markdown);
  await startWasmBackend();
  const report = await reportOf(args, signal);
  if (args.out) {
    await mkdir(dirname(args.out), { recursive: true });
    await writeFile(args.out, `${JSON.stringify(report, null, 2)}\n`);
  }
  return report;
}

function reportOf(args: Arguments, signal: AbortSignal): Promise<unknown> {
  const datasets = args.datasets as readonly DatasetName[];
  if (args.pack ?? args['fold-in'] ?? args['held-out']) return packReport(args, signal);
  if (args['cold-items']) return runColdItemsCommand({ ...args, datasets }, signal);
  if (args.constants) return runConstantsCommand({ ...args, datasets }, signal);
  return protocolReport(args, signal);
}

async function render(
  files: readonly string[],
  markdown: string | undefined,
): Promise<{ markdown: string; results: readonly string[] }> {
  if (!markdown) throw wrongArguments('--render needs --markdown, the file to write.');
  await intoPage(markdown, await readReports(files));
  return { markdown, results: files };
}

function packReport(
  { pack, 'fold-in': foldIn, 'held-out': heldOut }: Arguments,
  signal: AbortSignal,
): ReturnType<typeof runPackCommand> {
  if (!pack || !foldIn || !heldOut) {
    throw wrongArguments('--pack, --fold-in and --held-out belong together; one is missing.');
  }
  return runPackCommand({ pack, foldIn, heldOut }, signal);
}

async function protocolReport(
  args: Arguments,
  signal: AbortSignal,
): ReturnType<typeof runProtocolCommand> {
  const protocols = args.protocols as readonly ProtocolName[];
  const datasets = args.datasets as readonly DatasetName[];
  const report = await runProtocolCommand({ ...args, protocols, datasets }, signal);
  if (args.markdown) await intoPage(args.markdown, [report]);
  else process.stderr.write(`\n${writeSections(sectionsOf([report]))}\n\n`);
  return report;
}

function intoPage(path: string, reports: readonly EvaluationReport[]): Promise<void> {
  return updateGenerated(path, RESULTS_COMMAND, (before) =>
    writeSections(withFresh(readSections(before), sectionsOf(reports))),
  );
}

function wrongArguments(message: string): Failure {
  const advice = 'Run it with --help to see what it takes.';
  return new Failure('cli.arguments', message, advice, { exitStatus: EXIT.wrongArguments });
}
