/** @file A study beside the protocols: data sets in, solver threads meanwhile, tables out. */
import type { TrainingSet } from '../../models/baselines/system';
import type { RowsSolver } from '../../models/training/alternate';
import { DEFAULT_SEED } from '../../models/training/config';
import { writeGenerated } from '../cli/generatedPart';
import type { DatasetName } from '../data/datasets';
import { SolverPool } from '../train/solverPool';
import { stopIfAborted } from './runExperiment';
import { loadTrainingSet } from './trainingSet';

export interface StudyArguments {
  readonly datasets: readonly DatasetName[];
  readonly from: string | undefined;
  readonly folds: number;
  readonly seed: number | undefined;
  readonly threads: number | undefined;
  readonly markdown: string | undefined;
}

export interface StudyTools {
  readonly seed: number;
  readonly solve: RowsSolver;
  /** To be told before each long piece of work; throws when the run is to stop. */
  readonly onStage: (stage: string) => void;
}

/** What a study does, and the tables of its report. */
export interface Study<Report> {
  /** As typed, without the data sets. */
  readonly command: string;
  readonly run: (set: TrainingSet, tools: StudyTools) => Promise<Report>;
  /** @param command as typed, with the data sets */
  readonly toMarkdown: (report: Report, command: string) => string;
}

/** Runs a study; its tables go into the page that is named, or to stderr. */
export async function runStudy<Report>(
  { command, run, toMarkdown }: Study<Report>,
  { datasets, from, seed = DEFAULT_SEED, threads, markdown }: StudyArguments,
  signal: AbortSignal,
): Promise<Report> {
  const { set } = await loadTrainingSet(datasets, from, signal);
  const pool = new SolverPool(threads);
  try {
    const report = await run(set, {
      seed,
      solve: pool.solve.bind(pool),
      onStage: (stage) => {
        stopIfAborted(signal);
        process.stderr.write(`${stage}\n`);
      },
    });
    const typed = `${command} --datasets ${datasets.join(',')}`;
    const tables = toMarkdown(report, typed);
    if (markdown) await writeGenerated(markdown, typed, tables);
    else process.stderr.write(`\n${tables}\n\n`);
    return report;
  } finally {
    await pool.close();
  }
}
