/** @file `npm run evaluate -- --constants`: the constants of training on validation people, as tables. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { configFor, type TrainingConfig } from '../../models/training/config';
import {
  DEFAULT_RATING_BLOCK,
  type RatingBlockConfig,
} from '../../models/training/ratingBlockTraining';
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import type { DatasetName } from '../data/datasets';
import { CHECKPOINTS } from '../train/checkpoint';
import { LEVELS, studyConstants, type ConstantsRow, type ConstantsStudies } from './constants';
import { runStudy, type Study, type StudyArguments } from './studyRun';

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

export function runConstantsCommand(
  args: StudyArguments,
  signal: AbortSignal,
): Promise<ConstantsReport> {
  const { datasets, folds } = args;
  const study: Study<ConstantsReport> = {
    command: 'npm run evaluate -- --constants',
    run: async (set, tools) => {
      const { seed } = tools;
      const config = configFor(set.interactions.movieCount, seed);
      const checkpointFolder = join(CHECKPOINTS, 'constants');
      const options = { ...tools, config, folds, signal, checkpointFolder };
      const studies = await studyConstants(set, options);
      await rm(checkpointFolder, { recursive: true, force: true });
      const given = LEVELS.map((n) => (n === ALL_RATINGS ? null : n));
      const ratingBlock = { ...DEFAULT_RATING_BLOCK, seed };
      return { datasets, folds, seed, given, config, ratingBlock, ...studies };
    },
    toMarkdown: constantsMarkdown,
  };
  return runStudy(study, args, signal);
}

function constantsMarkdown(
  { datasets, folds, seed, people, lists, stars }: ConstantsReport,
  command: string,
): string {
  return [
    `### ${datasets.join(' + ')}`,
    `\`\`\`sh\n${command}\n\`\`\``,
    `${people} validation people, one in ${folds} of the training people of the first fold; seed ${seed}. ` +
      'The first row is the model as it ships, the others are differences to it ± the standard error of the ' +
      'difference. Retrieval, NDCG@100 (P2):',
    tableOf(lists),
    'Predicted stars of the rating block, RMSE (P3); less is better:',
    tableOf(stars),
  ].join('\n\n');
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
