/** @file `npm run evaluate` on data sets: loads, runs the protocols, makes the report. */
import type { DatasetName } from '../data/datasets';
import { runProtocols } from './protocols';
import type { EvaluationReport, ProtocolName } from './report';
import { StateCache } from './stateCache';
import { createSystems, type SystemEntry } from './systems';
import { loadTrainingSet } from './trainingSet';

export interface ProtocolArguments {
  readonly systems: readonly string[];
  readonly protocols: readonly ProtocolName[];
  readonly datasets: readonly DatasetName[];
  readonly from: string | undefined;
  readonly folds: number;
  /** How many of the folds to run; undefined means all. */
  readonly run: number | undefined;
  readonly seed: number | undefined;
  readonly resamples: number;
  readonly threads: number | undefined;
  readonly cache: string;
}

/** The only set for which the literature reports the random split of ratings. */
const RANDOM_RATINGS_DATA = 'ml-1m';
const DEFAULT_SEED = 20_261_121;
const NAME_SEPARATOR = '+';

/** @param known names the systems that exist; the default is all of them */
export async function runProtocolCommand(
  args: ProtocolArguments,
  signal: AbortSignal,
  known: Readonly<Record<string, SystemEntry>> = createSystems(args.threads),
): Promise<EvaluationReport> {
  const { set } = await loadTrainingSet(args.datasets, args.from, signal);
  const seed = args.seed ?? DEFAULT_SEED;
  const run = Math.min(args.run ?? args.folds, args.folds);
  const systems = Object.fromEntries(args.systems.map((name) => [name, known[name]]));
  const protocols = await runProtocols(args.protocols, {
    set,
    systems,
    folds: args.folds,
    run,
    seed,
    resamples: args.resamples,
    signal,
    cache: new StateCache(args.cache),
    withRandomRatings: args.datasets.join() === RANDOM_RATINGS_DATA,
  });
  const { userCount, movieCount, movies } = set.interactions;
  return {
    schemaVersion: 2,
    command: commandText(args),
    data: {
      name: args.datasets.join(NAME_SEPARATOR),
      ratings: movies.length,
      people: userCount,
      movies: movieCount,
    },
    seed,
    folds: args.folds,
    run,
    resamples: args.resamples,
    titles: Object.fromEntries(Object.entries(systems).map(([name, { title }]) => [name, title])),
    protocols,
  };
}

/** The command that gives the same figures on any computer: without folders, files and threads. */
function commandText(args: ProtocolArguments): string {
  const parts = [
    'npm run evaluate --',
    `--datasets ${args.datasets.join()}`,
    `--protocols ${args.protocols.join()}`,
    `--systems ${args.systems.join()}`,
    `--folds ${args.folds}`,
    ...(args.run === undefined ? [] : [`--run ${args.run}`]),
    ...(args.seed === undefined ? [] : [`--seed ${args.seed}`]),
  ];
  return parts.join(' ');
}
