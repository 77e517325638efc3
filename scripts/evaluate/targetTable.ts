/** @file The table of a protocol that says which of the numbers to reach were reached. */
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import { metricName } from './protocolTables';
import { isGivenLevel, type EvaluationReport, type ProtocolReport } from './report';
import { SYSTEM, TARGETS, type Goal, type RangeTarget, type Target } from './targets';

const GOAL_DIGITS = 3;

/** The rows of `targets.ts` that this part has figures for. */
export function targetTable({ data, titles }: EvaluationReport, part: ProtocolReport): string {
  const rows = TARGETS.filter(
    (target) => target.data === data.name && target.protocol === part.protocol,
  ).flatMap((target) => {
    const name = targetName(target, titles);
    return target.kind === 'range' ? rangeRow(name, target, part) : goalRow(name, target, part);
  });
  if (rows.length === 0) return '';
  return markdownTable(['To reach', 'Reference', 'Pass', 'Aim', 'Reached', ''], rows);
}

function targetName(target: Target, titles: Readonly<Record<string, string>>): string {
  const metric = metricName(target.metric);
  switch (target.kind) {
    case 'smallest difference':
      return `${metric} − ${titles[target.toSystem] ?? target.toSystem}, at its smallest`;
    case 'ratio':
      return `${metric} / ${metricName(target.toMetric)}, ${target.level}`;
    case 'value':
      return `${metric}, ${target.level}${otherSystem(target, titles)}`;
    case 'range':
      return `${metric}, at every n`;
  }
}

function otherSystem({ system }: Goal, titles: Readonly<Record<string, string>>): string {
  return system === SYSTEM ? '' : ` (${titles[system] ?? system})`;
}

/** No row where the run has no such figure. */
function goalRow(name: string, target: Goal, part: ProtocolReport): string[][] {
  const reached = reachedValue(target, part);
  if (reached === null) return [];
  const print = target.kind === 'smallest difference' ? signedDecimal : decimal;
  return [
    [
      name,
      target.reference,
      decimal(target.pass, GOAL_DIGITS),
      decimal(target.aim, GOAL_DIGITS),
      print(reached),
      verdict(target, reached),
    ],
  ];
}

/** From the lowest to the highest of the levels; it passes when all of them lie in the range. */
function rangeRow(
  name: string,
  { system, metric, reference, low, high }: RangeTarget,
  { measurements }: ProtocolReport,
): string[][] {
  const values = measurements.flatMap((one) =>
    one.system === system && one.metric === metric && isGivenLevel(one.level)
      ? (one.value ?? [])
      : [],
  );
  if (values.length === 0) return [];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return [
    [
      name,
      reference,
      `${decimal(low, GOAL_DIGITS)} to ${decimal(high, GOAL_DIGITS)}`,
      decimal(null),
      `${decimal(least)} to ${decimal(most)}`,
      least >= low && most <= high ? 'pass' : 'missed',
    ],
  ];
}

function reachedValue(target: Goal, { measurements, comparisons }: ProtocolReport): number | null {
  const { system, level } = target;
  const value = (metric: string): number | null =>
    measurements.find((m) => m.system === system && m.metric === metric && m.level === level)
      ?.value ?? null;
  if (target.kind === 'value') return value(target.metric);
  if (target.kind === 'ratio') {
    const [above, below] = [value(target.metric), value(target.toMetric)];
    return above === null || below === null ? null : above / below;
  }
  const differences = comparisons
    .filter((one) => one.system === system && one.reference === target.toSystem)
    .map(({ difference }) => difference);
  return differences.length === 0 ? null : Math.min(...differences);
}

function verdict({ pass, aim, isLowerBetter }: Goal, reached: number): string {
  const reaches = (goal: number): boolean => (isLowerBetter ? reached <= goal : reached >= goal);
  if (aim !== null && reaches(aim)) return 'aim';
  return reaches(pass) ? 'pass' : 'missed';
}
