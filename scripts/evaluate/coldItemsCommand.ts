/** @file `npm run evaluate -- --cold-items`: movies with few ratings or none, as one table each. */
import { CONTENT_BLEND, type ContentBlend } from '../../models/towers/contentEncoderBlend';
import { configFor, DEFAULT_SEED } from '../../models/training/config';
import type { ContentTrainingConfig } from '../../models/training/contentTraining';
import { writeGenerated } from '../cli/generatedPart';
import type { DatasetName } from '../data/datasets';
import { SolverPool } from '../train/solverPool';
import { evaluateColdItems, type ColdItemsRow } from './coldItems';
import { decimal, markdownTable } from '../cli/markdownTable';
import { stopIfAborted } from './runExperiment';
import { loadTrainingSet } from './trainingSet';

const COMMAND = 'npm run evaluate -- --cold-items';

export interface ColdItemsArguments {
  readonly datasets: readonly DatasetName[];
  readonly from: string | undefined;
  readonly folds: number;
  /** How many of the folds to run; undefined means all. */
  readonly run: number | undefined;
  readonly seed: number | undefined;
  readonly threads: number | undefined;
  readonly markdown: string | undefined;
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

export async function runColdItemsCommand(
  args: ColdItemsArguments,
  signal: AbortSignal,
): Promise<ColdItemsReport> {
  const { set } = await loadTrainingSet(args.datasets, args.from, signal);
  const seed = args.seed ?? DEFAULT_SEED;
  const run = Math.min(args.run ?? args.folds, args.folds);
  const pool = new SolverPool(args.threads);
  try {
    const rows = await evaluateColdItems(set, {
      folds: args.folds,
      run,
      seed,
      solve: pool.solve.bind(pool),
      onStage: (stage) => {
        stopIfAborted(signal);
        process.stderr.write(`${stage}\n`);
      },
    });
    const report = {
      datasets: args.datasets,
      folds: args.folds,
      run,
      seed,
      encoder: configFor(set.interactions.movieCount).content,
      blend: CONTENT_BLEND,
      rows,
    };
    const tables = coldItemsMarkdown(report);
    if (args.markdown) await writeGenerated(args.markdown, commandOf(args.datasets), tables);
    else process.stderr.write(`\n${tables}\n\n`);
    return report;
  } finally {
    await pool.close();
  }
}

function commandOf(datasets: readonly DatasetName[]): string {
  return `${COMMAND} --datasets ${datasets.join(',')}`;
}

/** One table for each measurement, under a heading of their own. */
function coldItemsMarkdown(report: ColdItemsReport): string {
  const { datasets, folds, run, seed, rows } = report;
  const reads = ['titles', 'genres', 'years', ...report.encoder.sources];
  const measurements = [...new Set(rows.map(({ measurement }) => measurement))];
  return [
    `## Movies with few ratings or none, ${datasets.join(' + ')}`,
    `\`\`\`sh\n${commandOf(datasets)} --run ${run}\n\`\`\``,
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
