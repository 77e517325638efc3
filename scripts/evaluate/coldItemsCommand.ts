/** @file `npm run evaluate -- --cold-items`: movies with few ratings or none, as one table each. */
import { CONTENT_BLEND, type ContentBlend } from '../../models/towers/contentEncoderBlend';
import { configFor } from '../../models/training/config';
import type { ContentTrainingConfig } from '../../models/training/contentTraining';
import type { DatasetName } from '../data/datasets';
import { evaluateColdItems, type ColdItemsRow } from './coldItems';
import { decimal, markdownTable } from '../cli/markdownTable';
import { runStudy, type Study, type StudyArguments } from './studyRun';

export interface ColdItemsArguments extends StudyArguments {
  /** How many of the folds to run; undefined means all. */
  readonly run: number | undefined;
}

export interface ColdItemsReport {
  readonly datasets: readonly DatasetName[];
  readonly folds: number;
  readonly run: number;
  readonly seed: number;
  /** What the encoder and the blend of the model are set to on this data. */
  readonly encoder: ContentTrainingConfig;
  readonly blend: ContentBlend;
  readonly rows: readonly ColdItemsRow[];
}

export function runColdItemsCommand(
  args: ColdItemsArguments,
  signal: AbortSignal,
): Promise<ColdItemsReport> {
  const { datasets, folds } = args;
  const run = Math.min(args.run ?? folds, folds);
  const study: Study<ColdItemsReport> = {
    command: 'npm run evaluate -- --cold-items',
    run: async (set, tools) => ({
      datasets,
      folds,
      run,
      seed: tools.seed,
      encoder: configFor(set.interactions.movieCount).content,
      blend: CONTENT_BLEND,
      rows: await evaluateColdItems(set, { ...tools, folds, run }),
    }),
    toMarkdown: coldItemsMarkdown,
  };
  return runStudy(study, args, signal);
}

/** One table for each measurement, under a heading of their own. */
function coldItemsMarkdown(report: ColdItemsReport, command: string): string {
  const { datasets, folds, run, seed, rows } = report;
  const reads = ['titles', 'genres', 'years', ...report.encoder.sources];
  const measurements = [...new Set(rows.map(({ measurement }) => measurement))];
  return [
    `## Movies with few ratings or none, ${datasets.join(' + ')}`,
    `\`\`\`sh\n${command} --run ${run}\n\`\`\``,
    `${run} of ${folds} folds of people; seed ${seed}; ± is the standard error. What is asked: ` +
      '[evaluation.md](evaluation.md#movies-with-few-ratings). On this data the encoder of the model reads ' +
      `${new Intl.ListFormat('en-GB').format(reads)}.`,
    ...measurements.flatMap((measurement) => {
      const lines = rows
        .filter((row) => row.measurement === measurement)
        .map(({ system, people, ndcg100, standardError, recall20 }) => [
          system,
          `${decimal(ndcg100)} ± ${decimal(standardError)}`,
          decimal(recall20),
          String(people),
        ]);
      const header = ['System', 'NDCG@100', 'Recall@20', 'People'];
      return [`### ${measurement}`, markdownTable(header, lines)];
    }),
  ].join('\n\n');
}
