/**
 * @file Runs of several systems under one protocol on the same data, as if they had been one run: a long
 * table can grow by a row without measuring the others again.
 */
import { Failure } from '../cli/failure';
import type { EvaluationReport, ProtocolReport } from './report';
import { SYSTEM_NAMES } from './systems';

/** One protocol on one data set. */
export interface MeasuredProtocol {
  /** What the runs share, and the titles of all their systems. */
  readonly report: EvaluationReport;
  readonly part: ProtocolReport;
  /** Of the runs that measured it. */
  readonly commands: readonly string[];
}

/** Every protocol of every data set, in the order of their first appearance. */
export function mergeReports(reports: readonly EvaluationReport[]): MeasuredProtocol[] {
  const merged = new Map<string, MeasuredProtocol>();
  for (const report of reports) {
    for (const part of report.protocols) {
      const key = `${report.data.name} ${part.protocol}`;
      const known = merged.get(key);
      const one = { report, part, commands: [report.command] };
      merged.set(key, known ? mergeTwo(known, one) : one);
    }
  }
  return [...merged.values()];
}

/** What the later run measured of a system takes the place of what the earlier one did. */
function mergeTwo(earlier: MeasuredProtocol, later: MeasuredProtocol): MeasuredProtocol {
  checkAlike(earlier, later);
  const again = new Set(later.part.measurements.map(({ system }) => system));
  const join = <T extends { readonly system: string }>(
    old: readonly T[],
    fresh: readonly T[],
  ): T[] =>
    [...old.filter(({ system }) => !again.has(system)), ...fresh].sort(
      (a, b) => SYSTEM_NAMES.indexOf(a.system) - SYSTEM_NAMES.indexOf(b.system),
    );
  const [a, b] = [earlier.part, later.part];
  return {
    report: { ...later.report, titles: { ...earlier.report.titles, ...later.report.titles } },
    commands: [...new Set([...earlier.commands, ...later.commands])],
    part: {
      protocol: a.protocol,
      measurements: join(a.measurements, b.measurements),
      // A difference is between two answers of one run.
      comparisons: join(
        a.comparisons.filter(({ reference }) => !again.has(reference)),
        b.comparisons,
      ),
      breakdowns: join(a.breakdowns, b.breakdowns),
      importance: join(a.importance ?? [], b.importance ?? []),
      crossWeights: join(a.crossWeights ?? [], b.crossWeights ?? []),
      frontier: join(a.frontier ?? [], b.frontier ?? []),
      choices: { ...a.choices, ...b.choices },
      notes: [...new Set([...a.notes, ...b.notes])],
    },
  };
}

function checkAlike(a: MeasuredProtocol, b: MeasuredProtocol): void {
  const sharedOf = ({ data, seed, folds, run, resamples }: EvaluationReport): string =>
    JSON.stringify({ data, seed, folds, run, resamples });
  if (sharedOf(a.report) === sharedOf(b.report)) return;
  throw new Failure(
    'evaluate.incompatible',
    `Two results of ${a.part.protocol} are of different data, seeds or folds: ${sharedOf(a.report)} and ${sharedOf(b.report)}.`,
    'Render them into pages of their own, or run one of them again like the other.',
  );
}
