/** @file The figures of a model card as a page reads them: curves, tables, comparisons. */
import type { CardEvaluation, CardSection } from '../../state/contract';
import { systemName } from './words';

/** The system that this app runs. */
export const OURS = 'kinora';
/** The rivals of every figure, in this order. */
const SHOWN = [OURS, 'kinora-retrieval', 'ease', 'ials', 'popularity'];
/** Half the width of a 95 % interval, in standard errors. */
const HALF_WIDTH_95 = 1.96;
const EVERYTHING = 'all';
const RATINGS_GIVEN = /^(\d+|all)$/;

export interface Series {
  readonly system: string;
  readonly name: string;
  /** `[levels]` */
  readonly values: readonly (number | null)[];
  /** `[levels]` half the width of each 95 % interval; null where the metric has none. */
  readonly margins: readonly (number | null)[];
}

export interface Curves {
  /** Ratings given: `0`, `1`, …, `all`. */
  readonly levels: readonly string[];
  readonly series: readonly Series[];
}

type Protocol = CardSection['protocol'];

/** One metric over the number of ratings given; no series where it was not measured. */
export function curvesOf(evaluation: CardEvaluation, protocol: Protocol, metric: string): Curves {
  const section = sectionOf(evaluation, protocol);
  const at = (section?.levels ?? []).flatMap((level, i) => (RATINGS_GIVEN.test(level) ? [i] : []));
  const rows = section?.figures.filter((row) => row.metric === metric) ?? [];
  return {
    levels: at.map((i) => section?.levels[i] ?? ''),
    series: inOrder(rows).map(({ system, values, standardErrors }) => ({
      system,
      name: nameIn(evaluation, system),
      values: at.map((i) => values[i]),
      margins: at.map((i) => marginOf(standardErrors[i])),
    })),
  };
}

/** Of all curves those that a figure has room for. */
export function chartedCurves({ levels, series }: Curves): Curves {
  return { levels, series: series.filter(({ system }) => SHOWN.includes(system)) };
}

/** One value of a metric with everything given; null where it was not measured. */
export function valueWithAll(
  evaluation: CardEvaluation,
  protocol: Protocol,
  metric: string,
  system: string = OURS,
): number | null {
  const { levels, series } = curvesOf(evaluation, protocol, metric);
  const row = series.find((candidate) => candidate.system === system);
  return row?.values[levels.indexOf(EVERYTHING)] ?? null;
}

export interface SystemRow {
  readonly system: string;
  readonly name: string;
  /** `[metrics]` with everything given. */
  readonly values: readonly (number | null)[];
  readonly margins: readonly (number | null)[];
}

/** Several metrics of each system with everything given. */
export function systemRows(
  evaluation: CardEvaluation,
  protocol: Protocol,
  metrics: readonly string[],
): SystemRow[] {
  const section = sectionOf(evaluation, protocol);
  const at = section?.levels.indexOf(EVERYTHING) ?? -1;
  if (section === null || at < 0) return [];
  const cell = (system: string, metric: string) =>
    section.figures.find((row) => row.system === system && row.metric === metric);
  const systems = section.figures.filter((row) => row.metric === metrics[0]);
  return inOrder(systems).map(({ system }) => ({
    system,
    name: nameIn(evaluation, system),
    values: metrics.map((metric) => cell(system, metric)?.values[at] ?? null),
    margins: metrics.map((metric) => marginOf(cell(system, metric)?.standardErrors[at])),
  }));
}

export interface Lead {
  readonly reference: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** How far ours is ahead of each reference at one level, with its 95 % interval. */
export function leadsAt(
  evaluation: CardEvaluation,
  protocol: Protocol,
  metric: string,
  level: string,
): Lead[] {
  const comparisons = sectionOf(evaluation, protocol)?.comparisons ?? [];
  return comparisons
    .filter((row) => row.system === OURS && row.metric === metric && row.level === level)
    .map(({ reference, difference, low, high }) => ({
      reference: nameIn(evaluation, reference),
      difference,
      low,
      high,
    }));
}

export interface BreakdownTable {
  readonly group: string;
  readonly metric: string;
  readonly systems: readonly string[];
  readonly rows: readonly {
    readonly value: string;
    readonly count: number;
    /** `[systems]` */
    readonly means: readonly (number | null)[];
  }[];
}

/** A metric by groups of films or people, ours first; groups that are unknown are left out. */
export function breakdownTables(
  evaluation: CardEvaluation,
  protocol: Protocol,
): readonly BreakdownTable[] {
  return (sectionOf(evaluation, protocol)?.breakdowns ?? []).map(
    ({ group, metric, values, counts, rows }) => {
      const shown = inOrder(rows).filter(({ system }) => SHOWN.includes(system));
      return {
        group,
        metric,
        systems: shown.map(({ system }) => nameIn(evaluation, system)),
        rows: values
          .map((value, i) => ({
            value,
            count: counts[i],
            means: shown.map(({ means }) => means[i]),
          }))
          .filter(({ value }) => value !== 'unknown'),
      };
    },
  );
}

function sectionOf(evaluation: CardEvaluation, protocol: Protocol): CardSection | null {
  return evaluation.sections.find((section) => section.protocol === protocol) ?? null;
}

/** Ours first, then the usual rivals, then the others as the card has them. */
function inOrder<Row extends { readonly system: string }>(rows: readonly Row[]): Row[] {
  const rank = ({ system }: Row) => (SHOWN.includes(system) ? SHOWN.indexOf(system) : SHOWN.length);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function nameIn({ systems }: CardEvaluation, system: string): string {
  return systemName(system, systems.find(({ name }) => name === system)?.title);
}

function marginOf(standardError: number | null | undefined): number | null {
  return typeof standardError === 'number' ? HALF_WIDTH_95 * standardError : null;
}
