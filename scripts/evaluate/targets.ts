/** @file The numbers to reach, from the reference systems and from the literature. */
import { ALL_MOVIES, LEAVE_ONE_OUT, STARS, UNSEEN_MOVIES } from './referenceProtocols/documents';
import type { ProtocolName } from './report';

/** Name of the pooled latest sets in a report. */
const LATEST = 'ml-latest+ml-latest-small';
const ML_1M = 'ml-1m';
/** Whose figures these are where a row names no other system. */
export const SYSTEM = 'kinora';
/** Trained for lists that count every rating as a find, as the reference documents do. */
const WATCHED_SYSTEM = 'kinora-watched';

interface TargetSubject {
  readonly data: string;
  readonly protocol: ProtocolName;
  readonly system: string;
  readonly metric: string;
  /** Who reached what; for the reader alone. */
  readonly reference: string;
}

interface GoalRow extends TargetSubject {
  readonly level: string;
  readonly isLowerBetter?: true;
  readonly pass: number;
  readonly aim: number | null;
}

/** A goal for a figure, for its ratio to another, or for the worst difference over all levels. */
export type Goal =
  | (GoalRow & { readonly kind: 'value' })
  | (GoalRow & { readonly kind: 'ratio'; readonly toMetric: string })
  | (GoalRow & { readonly kind: 'smallest difference'; readonly toSystem: string });

/** Bounds for a figure after every number of ratings given. */
export interface RangeTarget extends TargetSubject {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
}

export type Target = Goal | RangeTarget;

export const TARGETS: readonly Target[] = [
  ...listTargets(ML_1M, 'P1', 'EASE', [
    ['ndcg100', 'all', 0.431, 0.447, 0.458],
    ['recall20', 'all', 0.358, 0.37, 0.385],
    ['recall50', 'all', 0.47, 0.49, 0.505],
  ]),
  ...listTargets(ML_1M, 'P2', 'EASE', [
    ['ndcg100', '10', 0.317, 0.385, 0.4],
    ['ndcg100', '20', 0.365, 0.425, 0.442],
    ['ndcg100', 'all', 0.468, 0.495, 0.512],
  ]),
  ...listTargets(LATEST, 'P2', 'EASE', [
    ['ndcg100', '10', 0.275, 0.315, 0.33],
    ['ndcg100', '20', 0.298, 0.338, 0.355],
    ['ndcg100', 'all', 0.35, 0.385, 0.405],
  ]),
  ...[ML_1M, LATEST].flatMap((data) => [
    neverWorse(data, 'popularity'),
    neverWorse(data, 'kinora-retrieval'),
  ]),
  ...starTargets(ML_1M, 'biases', [
    ['10', 0.933, 0.912, 0.9],
    ['all', 0.908, 0.838, 0.825],
  ]),
  ...starTargets(LATEST, 'biases', [
    ['10', 0.906, 0.89, 0.875],
    ['all', 0.881, 0.832, 0.815],
  ]),
  ...starTargets(ML_1M, 'SVD++', [['random 90/10', 0.862, 0.835, 0.825]]),
  ...[ML_1M, LATEST].map(intervalTarget),
  ...[SYSTEM, WATCHED_SYSTEM].flatMap(protocolTargets),
  ...documentTargets(SYSTEM, UNSEEN_MOVIES),
  ...documentTargets(WATCHED_SYSTEM, ALL_MOVIES),
  ...documentStarTargets(),
  ...['planned', 'adaptive'].flatMap(onboardingTargets),
];

/** Against asking the same model about the most popular movies. */
function onboardingTargets(strategy: string): Goal[] {
  return ['10', '25'].map((level) => ({
    kind: 'ratio',
    data: ML_1M,
    protocol: 'P5',
    system: SYSTEM,
    metric: `ndcg100, ${strategy}`,
    toMetric: 'ndcg100, most popular',
    level,
    reference: 'most popular, same model',
    pass: 1.05,
    aim: 1.12,
  }));
}

type ListTarget = readonly [
  metric: string,
  level: string,
  reference: number,
  pass: number,
  aim: number,
];

function listTargets(
  data: string,
  protocol: ProtocolName,
  by: string,
  rows: readonly ListTarget[],
): Goal[] {
  return rows.map(([metric, level, value, pass, aim]) => ({
    kind: 'value',
    data,
    protocol,
    system: SYSTEM,
    metric,
    level,
    reference: `${by} ${String(value).slice(1)}`,
    pass,
    aim,
  }));
}

/** Predicted stars carry intervals that hold about as many ratings as they say. */
function intervalTarget(data: string): RangeTarget {
  return {
    kind: 'range',
    data,
    protocol: 'P3',
    system: SYSTEM,
    metric: 'coverage80',
    reference: 'nominal .80',
    low: 0.77,
    high: 0.83,
  };
}

type StarTarget = readonly [level: string, reference: number, pass: number, aim: number];

function starTargets(data: string, by: string, rows: readonly StarTarget[]): Goal[] {
  return listTargets(
    data,
    'P3',
    by,
    rows.map(([level, ...values]) => ['rmse', level, ...values] as const),
  ).map((target) => ({ ...target, isLowerBetter: true }));
}

/** The protocol of the documents with the literature's figures for the same data. */
function protocolTargets(system: string): Goal[] {
  const rows = [
    ['top100', UNSEEN_MOVIES, 'EASE .483', 0.49, 0.51],
    ['hitRate10', LEAVE_ONE_OUT, 'retuned MF .729', 0.73, 0.745],
    ['ndcg10', LEAVE_ONE_OUT, 'retuned MF .452', 0.455, 0.47],
  ] as const;
  return rows.map(([metric, level, reference, pass, aim]) => ({
    ...documentGoal(system, metric, level),
    reference,
    pass,
    aim,
  }));
}

/** The best lists of the documents: against the page's own, and measured as the documents do. */
function documentTargets(system: string, level: string): Goal[] {
  const best = { top1: 0.0033, top5: 0.0222, top10: 0.0431, top50: 0.1597, top100: 0.259 };
  return Object.entries(best).map(([metric, pass]) => ({
    ...documentGoal(system, metric, level),
    pass,
  }));
}

/** The least errors of the documents; a mean squared error is given as its root. */
function documentStarTargets(): Goal[] {
  const best = { [ML_1M]: 0.8665, 'ml-100k': 0.9274 };
  return Object.entries(best).map(([data, pass]) => ({
    ...documentGoal(SYSTEM, 'rmse', STARS),
    data,
    isLowerBetter: true,
    pass,
  }));
}

/** A goal of P4 on ML-1M; the documents' own figures have nothing to aim at. */
function documentGoal(system: string, metric: string, level: string) {
  return {
    kind: 'value',
    data: ML_1M,
    protocol: 'P4',
    system,
    metric,
    level,
    reference: 'the document',
    aim: null,
  } as const;
}

function neverWorse(data: string, toSystem: string): Goal {
  return {
    kind: 'smallest difference',
    data,
    protocol: 'P2',
    system: SYSTEM,
    metric: 'ndcg100',
    toSystem,
    level: 'any',
    reference: 'never worse',
    pass: 0,
    aim: null,
  };
}
