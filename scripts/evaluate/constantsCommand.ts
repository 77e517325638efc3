/** @file `npm run evaluate -- --constants`: the constants of training on validation people, as tables. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { configFor, DEFAULT_SEED, type TrainingConfig } from '../../models/training/config';
import {
  DEFAULT_RATING_BLOCK,
  type RatingBlockConfig,
} from '../../models/training/ratingBlockTraining';
import { writeGenerated } from '../cli/generatedPart';
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import type { DatasetName } from '../data/datasets';
import { CHECKPOINTS } from '../train/checkpoint';
import { SolverPool } from '../train/solverPool';
import { LEVELS, studyConstants, type ConstantsRow, type ConstantsStudies } from './constants';
import { stopIfAborted } from './runExperiment';
import { loadTrainingSet } from './trainingSet';

const COMMAND = 'npm run evaluate -- --constants';

export interface ConstantsArguments {
  readonly datasets: readonly DatasetName[];
  readonly from: string | undefined;
  readonly folds: number;
  readonly seed: number | undefined;
  readonly threads: number | undefined;
  readonly markdown: string | undefined;
}

export interface ConstantsReport extends ConstantsStudies {
  readonly datasets: readonly DatasetName[];
  readonly folds: number;
  readonly seed: number;
  /** Ratings given, for each level of a row; null for all. */
  readonly given: readonly (number | null)[];
  /** The constants as they ship. */
  readonly config: TrainingConfig;
  readonly ratingBlock: RatingBlockConfig;
}

export async function runConstantsCommand(
  args: ConstantsArguments,
  signal: AbortSignal,
): Promise<ConstantsReport> {
  const { datasets, folds, markdown } = args;
  const { set } = await loadTrainingSet(datasets, args.from, signal);
  const seed = args.seed ?? DEFAULT_SEED;
  const config = configFor(set.interactions.movieCount, seed);
  const checkpointFolder = join(CHECKPOINTS, 'constants');
  const pool = new SolverPool(args.threads);
  try {
    const studies = await studyConstants(set, {
      config,
      folds,
      seed,
      solve: pool.solve.bind(pool),
      signal,
      checkpointFolder,
      onStage: (stage) => {
        stopIfAborted(signal);
        process.stderr.write(`${stage}\n`);
      },
    });
    await rm(checkpointFolder, { recursive: true, force: true });
    const given = LEVELS.map((n) => (n === ALL_RATINGS ? null : n));
    const ratingBlock = { ...DEFAULT_RATING_BLOCK, seed };
    const report = { datasets, folds, seed, given, config, ratingBlock, ...studies };
    const tables = constantsMarkdown(report);
    if (markdown) await writeGenerated(markdown, commandOf(datasets), tables);
    else process.stderr.write(`\n${tables}\n\n`);
    return report;
  } finally {
    await pool.close();
  }
}

function commandOf(datasets: readonly DatasetName[]): string {
  return `${COMMAND} --datasets ${datasets.join(',')}`;
}

function constantsMarkdown({
  datasets,
  folds,
  seed,
  people,
  lists,
  stars,
}: ConstantsReport): string {
  return [
    `### ${datasets.join(' + ')}`,
    `\`\`\`sh\n${commandOf(datasets)}\n\`\`\``,
    `${people} validation people, a ${ordinal(folds)} of the training people of the first fold; seed ${seed}. ` +
      'The first row is the model as it ships, the others are differences to it ± the standard error of the ' +
      'difference. Retrieval, NDCG@100 (P2):',
    tableOf(lists),
    'Predicted stars of the rating block, RMSE (P3); less is better:',
    tableOf(stars),
  ].join('\n\n');
}

function ordinal(folds: number): string {
  return folds === 5 ? 'fifth' : `${folds}th`;
}

function tableOf(rows: readonly ConstantsRow[]): string {
  const header = LEVELS.map((n) => (n === ALL_RATINGS ? 'all' : String(n)));
  return markdownTable(
    ['Constant', 'Value', `n = ${header[0]}`, ...header.slice(1)],
    rows.map(({ constant, value, levels }, r) => [
      constant,
      value,
      ...levels.map((figure) =>
        r === 0
          ? decimal(figure.value)
          : `${signedDecimal(figure.difference)} ± ${decimal(figure.standardError)}`,
      ),
    ]),
  );
}
