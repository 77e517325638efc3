/** @file What the tables of each protocol show. */
import { BEYOND_METRICS } from './beyondFigures';
import { LIST_METRICS } from './listFigures';
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import {
  ALL_LEVEL,
  isGivenLevel,
  type Breakdown,
  type Comparison,
  type EvaluationReport,
  type Measurement,
  type ProtocolReport,
} from './report';
import { studyTables } from './studyTables';

const METRIC_NAMES: Readonly<Record<string, string>> = {
  top1: 'Top 1',
  top5: 'Top 5',
  top10: 'Top 10',
  top50: 'Top 50',
  top100: 'Top 100',
  ndcg100: 'NDCG@100',
  ndcg10: 'NDCG@10',
  recall20: 'Recall@20',
  recall50: 'Recall@50',
  recall100: 'Recall@100',
  hitRate10: 'HR@10',
  rmse: 'RMSE',
  mae: 'MAE',
  coverage80: 'Held by 80 % intervals',
  genreDiversity: 'Genre diversity',
  audienceDiversity: 'Audience diversity',
  answers: 'Answers',
  calibrationKl: 'Calibration KL',
  popularityPercentile: 'Popularity percentile',
  novelty: 'Novelty, bits',
  coverage: 'Coverage',
  gini: 'Gini',
};

/** Of a long curve the comparisons show these levels. */
const COMPARED_LEVELS = ['1', '10', '20', ALL_LEVEL];
const MOST_COMPARED_LEVELS = 4;
const LOWER_IS_BETTER = new Set(['rmse', 'mae']);
/** More of these is not simply better. */
const HAS_NO_BEST = new Set<string>([...BEYOND_METRICS, 'coverage80', 'answers']);

/** For tables; of P5 with the strategy behind it. */
export function metricName(metric: string): string {
  const [name, ...variant] = metric.split(', ');
  return [METRIC_NAMES[name] ?? name, ...variant].join(', ');
}

/** The tables of a protocol, in Markdown. */
export function protocolTables(report: EvaluationReport, part: ProtocolReport): string[] {
  const tables = new Tables(report.titles, part);
  const figures = figureTables(tables, part);
  const comparisons = tables.comparisons(report.resamples);
  const studies = studyTables(report, part);
  return [...figures, ...comparisons, ...tables.breakdowns(), ...studies].filter(
    (table) => table !== '',
  );
}

function figureTables(tables: Tables, { protocol, measurements }: ProtocolReport): string[] {
  switch (protocol) {
    case 'P1':
      return [tables.atLevel('', ALL_LEVEL, LIST_METRICS)];
    case 'P2':
      return [
        tables.curve('ndcg100', 'n ='),
        tables.atLevel('All ratings given', ALL_LEVEL, LIST_METRICS),
      ];
    case 'P3':
      return ['rmse', 'mae', 'coverage80'].map((metric) => tables.curve(metric, 'n ='));
    case 'P4':
      return distinct(measurements, ({ level }) => level).map((level) =>
        tables.atLevel(
          level,
          level,
          distinct(
            measurements.filter((m) => m.level === level),
            ({ metric }) => metric,
          ),
        ),
      );
    case 'P5':
      return distinct(measurements, ({ metric }) => metric).map((metric) =>
        tables.curve(metric, 'shown'),
      );
    case 'P6':
      return [tables.atLevel('First 20', ALL_LEVEL, BEYOND_METRICS)];
  }
}

class Tables {
  readonly #titles: Readonly<Record<string, string>>;
  readonly #part: ProtocolReport;

  constructor(titles: Readonly<Record<string, string>>, part: ProtocolReport) {
    this.#titles = titles;
    this.#part = part;
  }

  /** One metric over all its levels. */
  curve(metric: string, levelLabel: string): string {
    const of = this.#part.measurements.filter((measurement) => measurement.metric === metric);
    const levels = distinct(of, ({ level }) => level);
    const columns = levels.map((level) => ({ metric, level, heading: level }));
    return this.#table(`${metricName(metric)}, ${levelLabel}`, columns);
  }

  /** Several metrics at one level. */
  atLevel(corner: string, level: string, metrics: readonly string[]): string {
    return this.#table(
      corner,
      metrics.map((metric) => ({ metric, level, heading: metricName(metric) })),
    );
  }

  /** One table for each system that others are compared with. */
  comparisons(resamples: number): string[] {
    const all = this.#part.comparisons;
    return distinct(all, ({ reference }) => reference).map((reference) => {
      const of = all.filter((comparison) => comparison.reference === reference);
      const levels = comparedLevels(of);
      const metric = metricName(of[0].metric);
      const rows = distinct(of, ({ system }) => system).map((system) => [
        this.#title(system),
        ...levels.map((level) => {
          const found = of.find((one) => one.system === system && one.level === level);
          return found ? comparisonText(found, resamples) : decimal(null);
        }),
      ]);
      return markdownTable([`${metric} − ${this.#title(reference)}, n =`, ...levels], rows);
    });
  }

  /** One table for each way of grouping; systems are the columns. */
  breakdowns(): string[] {
    const all = this.#part.breakdowns;
    const systems = distinct(all, ({ system }) => system);
    return distinct(all, ({ group, metric }) => `${group}|${metric}`).map((key) => {
      const of = all.filter(({ group, metric }) => `${group}|${metric}` === key);
      const { group, metric } = of[0];
      const rows = distinct(of, ({ value }) => value).map((value) => {
        const found = (system: string): Breakdown | undefined =>
          of.find((one) => one.value === value && one.system === system);
        const count = of.find((one) => one.value === value)?.count ?? 0;
        return [
          value,
          count.toLocaleString('en-US'),
          ...systems.map((system) => decimal(found(system)?.mean)),
        ];
      });
      const header = [`${metricName(metric)} by ${group}`, countedIn(metric, group)];
      return markdownTable([...header, ...systems.map((system) => this.#title(system))], rows);
    });
  }

  #table(
    corner: string,
    columns: readonly { metric: string; level: string; heading: string }[],
  ): string {
    const systems = distinct(this.#part.measurements, ({ system }) => system);
    const present = systems.filter((system) =>
      columns.some(({ metric, level }) => this.#find(system, metric, level)),
    );
    if (present.length === 0) return '';
    const best = columns.map(({ metric, level }) =>
      bestOf(metric, present, (system) => this.#find(system, metric, level)?.value),
    );
    const rows = present.map((system) => [
      this.#title(system),
      ...columns.map(({ metric, level }, column) => {
        const text = decimal(this.#find(system, metric, level)?.value, digitsOf(metric));
        return text === best[column] ? `**${text}**` : text;
      }),
    ]);
    return markdownTable([corner, ...columns.map(({ heading }) => heading)], rows);
  }

  #find(system: string, metric: string, level: string): Measurement | undefined {
    return this.#part.measurements.find(
      (one) => one.system === system && one.metric === metric && one.level === level,
    );
  }

  #title(system: string): string {
    return this.#titles[system] ?? system;
  }
}

/** Counts of answers are no shares. */
function digitsOf(metric: string): number | undefined {
  return metric.startsWith('answers') ? 1 : undefined;
}

/** As printed, so that equal figures are all marked; null where nothing is best. */
function bestOf(
  metric: string,
  systems: readonly string[],
  valueOf: (system: string) => number | null | undefined,
): string | null {
  const [name] = metric.split(', ');
  if (HAS_NO_BEST.has(name) || systems.length < 2) return null;
  const values = systems.flatMap((system) => valueOf(system) ?? []);
  if (values.length === 0) return null;
  return decimal(LOWER_IS_BETTER.has(metric) ? Math.min(...values) : Math.max(...values));
}

function comparedLevels(comparisons: readonly Comparison[]): string[] {
  const levels = distinct(comparisons, ({ level }) => level);
  if (levels.length <= MOST_COMPARED_LEVELS) return levels;
  return levels.filter((level) => COMPARED_LEVELS.includes(level) || !isGivenLevel(level));
}

function comparisonText({ difference, low, high, p }: Comparison, resamples: number): string {
  const smallest = 2 / (resamples + 1);
  const chance = p <= smallest ? `p < ${decimal(smallest * 1.0001, 3)}` : `p = ${decimal(p, 3)}`;
  return `${signedDecimal(difference)} [${signedDecimal(low)}, ${signedDecimal(high)}], ${chance}`;
}

function countedIn(metric: string, group: string): string {
  if (metric === 'rmse') return 'Ratings';
  return group.endsWith('of the movie') ? 'Targets' : 'People';
}

/** Values in the order of their first appearance. */
function distinct<T>(list: readonly T[], of: (item: T) => string): string[] {
  return [...new Set(list.map(of))];
}
