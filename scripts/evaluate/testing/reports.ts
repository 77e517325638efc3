/** @file A small report of an evaluation, and how to read what is rendered of it, for tests. */
import {
  emptyReport,
  type EvaluationReport,
  type Measurement,
  type ProtocolReport,
} from '../report';

export const measurement = (
  system: string,
  metric: string,
  level: string,
  value: number | null,
): Measurement => ({ system, metric, level, value, standardError: 0.01, count: 10 });

/** P2 of one system and a reference. */
export const everythingRated: ProtocolReport = {
  ...emptyReport('P2'),
  measurements: [
    measurement('ease', 'ndcg100', '10', 0.2847),
    measurement('ease', 'ndcg100', 'all', 0.4599),
    measurement('kinora', 'ndcg100', '10', 0.41),
    measurement('kinora', 'ndcg100', 'all', 0.4999),
  ],
  comparisons: ['10', 'all'].map((level) => ({
    system: 'kinora',
    reference: 'ease',
    metric: 'ndcg100',
    level,
    difference: level === 'all' ? 0.04 : 0.1253,
    low: 0.03,
    high: 0.05,
    p: level === 'all' ? 0.0123 : 2 / 2001,
  })),
  breakdowns: [
    { system: 'kinora', group: 'gender', value: 'F', metric: 'ndcg100', mean: 0.5, count: 1234 },
  ],
  choices: { ease: [{ lambda: 800 }] },
};

const predictedStars: ProtocolReport = {
  ...emptyReport('P3'),
  measurements: [
    measurement('biases', 'rmse', 'all', 0.908),
    measurement('kinora', 'rmse', 'all', 0.83),
    measurement('kinora', 'coverage80', 'all', null),
  ],
};

/** P2 and P3 of ML-1M, all folds. */
export const report: EvaluationReport = {
  schemaVersion: 2,
  command: 'npm run evaluate -- --datasets ml-1m',
  data: { name: 'ml-1m', ratings: 1000, people: 10, movies: 20 },
  seed: 7,
  folds: 5,
  run: 5,
  resamples: 2000,
  titles: { ease: 'EASE', kinora: 'kinora', biases: 'biases' },
  protocols: [everythingRated, predictedStars],
};

/** The same figures for the latest sets, one fold. */
export const latest: EvaluationReport = {
  ...report,
  command: 'npm run evaluate -- --datasets ml-latest,ml-latest-small',
  data: { ...report.data, name: 'ml-latest+ml-latest-small' },
  run: 1,
};

/** Cells of the rows of a Markdown table that begin with a text. */
export const rowsOf = (markdown: string, start: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith(`| ${start}`))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
