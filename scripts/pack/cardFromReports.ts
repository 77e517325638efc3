/** @file From the results of `npm run evaluate` to the figures of a model card. */
import type {
  CardEvaluation,
  CardImportance,
  CardProtocol,
  CardSection,
} from '../../models/pack/modelCard';
import type { Breakdown, EvaluationReport, ProtocolReport } from '../evaluate/report';

/** P4 has no levels that a page could put on an axis. */
const PROTOCOLS: readonly CardProtocol[] = ['P1', 'P2', 'P3', 'P5', 'P6'];
/** The system that the page shows. */
export const OURS = 'kinora';
/** More digits than any table shows. */
const DIGITS = 5;

/** The figures of one evaluation, by level and by group. */
export function cardEvaluation(report: EvaluationReport): CardEvaluation {
  const { command, data, seed, folds, run, resamples, titles } = report;
  return {
    command,
    data,
    seed,
    folds,
    run,
    resamples,
    systems: Object.entries(titles).map(([name, title]) => ({ name, title })),
    sections: report.protocols.flatMap(cardSection),
  };
}

/** What lists lose without a group of the ranker's features, everything given; null where unmeasured. */
export function cardImportance({ protocols }: EvaluationReport): CardImportance | null {
  const rows = protocols
    .flatMap(({ importance = [] }) => importance)
    .filter(({ system, level, kind }) => system === OURS && level === 'all' && kind === 'group');
  const groups = rows.flatMap(({ feature, loss, standardError }) =>
    loss === null
      ? []
      : [{ group: feature, loss: rounded(loss), standardError: roundedFigure(standardError) }],
  );
  if (groups.length === 0) return null;
  return { metric: 'ndcg100', people: rows[0].count, groups };
}

function cardSection(report: ProtocolReport): CardSection[] {
  const protocol = PROTOCOLS.find((name) => name === report.protocol);
  if (protocol === undefined) return [];
  const levels = distinct(report.measurements.map(({ level }) => level));
  return [
    {
      protocol,
      levels,
      figures: figuresByLevel(report, levels),
      comparisons: report.comparisons.map(({ system, reference, metric, level, ...interval }) => ({
        system,
        reference,
        metric,
        level,
        difference: rounded(interval.difference),
        low: rounded(interval.low),
        high: rounded(interval.high),
      })),
      breakdowns: breakdownTables(report.breakdowns),
    },
  ];
}

function figuresByLevel(
  { measurements }: ProtocolReport,
  levels: readonly string[],
): CardSection['figures'] {
  return groupedBy(measurements, ({ system, metric }) => `${system} ${metric}`).map((row) => {
    const at = (level: string) => row.find((measurement) => measurement.level === level);
    return {
      system: row[0].system,
      metric: row[0].metric,
      values: levels.map((level) => roundedFigure(at(level)?.value)),
      standardErrors: levels.map((level) => roundedFigure(at(level)?.standardError)),
    };
  });
}

function breakdownTables(breakdowns: readonly Breakdown[]): CardSection['breakdowns'] {
  return groupedBy(breakdowns, ({ group, metric }) => `${group} ${metric}`).map((cells) => {
    const values = distinct(cells.map(({ value }) => value));
    const systems = distinct(cells.map(({ system }) => system));
    const cell = (system: string, value: string) =>
      cells.find((candidate) => candidate.system === system && candidate.value === value);
    return {
      group: cells[0].group,
      metric: cells[0].metric,
      values,
      counts: values.map((value) => cell(systems[0], value)?.count ?? 0),
      rows: systems.map((system) => ({
        system,
        means: values.map((value) => roundedFigure(cell(system, value)?.mean)),
      })),
    };
  });
}

/** Rows with the same key together, in the order of their first appearance. */
function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** In the order of their first appearance. */
function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function roundedFigure(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : rounded(value);
}

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}
