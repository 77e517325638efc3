/** @file P1 and P2: how well lists find the likes that were held out. */
import type { SystemState } from '../../models/baselines/system';
import { Resamples, type BootstrapOptions } from '../../models/metrics/bootstrap';
import { LIST_LENGTH, topKMetrics, type TopKMetrics } from '../../models/metrics/foldInEvaluation';
import type { Fold } from './folds';
import { levelName, type Comparison, type Measurement } from './report';
import { compareMeans, meanMeasurement } from './statistics';

export const LIST_METRICS = ['ndcg100', 'ndcg10', 'recall20', 'recall50', 'hitRate10'] as const;

type ListMetric = (typeof LIST_METRICS)[number];

/** Systems that others are compared with, where they are among those that ran. */
const REFERENCES = ['ease', 'ials', 'popularity', 'kinora-retrieval'] as const;
const COMPARED: ListMetric = 'ndcg100';

/** Values of the people with targets, in the same order for every system and level. */
export type ListScores = ReadonlyMap<number, Readonly<Record<ListMetric, Float64Array>>>;

/** The list of one person at one level, best first; it may be short or empty. */
export function listAt(
  { lists }: SystemState,
  levels: number,
  person: number,
  level: number,
): Int32Array {
  const start = (person * levels + level) * LIST_LENGTH;
  const list = (lists as Int32Array).subarray(start, start + LIST_LENGTH);
  const length = list.findIndex((movie) => movie < 0);
  return length < 0 ? list : list.subarray(0, length);
}

/** Scores of one system's lists over all folds. */
export function scoreLists(
  folds: readonly Fold[],
  answers: readonly SystemState[],
  levels: readonly number[],
): ListScores {
  return new Map(
    levels.map((n, level) => {
      const metrics = folds.flatMap(({ people }, fold) =>
        people.flatMap(({ targets }, person): TopKMetrics[] =>
          targets.size === 0
            ? []
            : [topKMetrics(listAt(answers[fold], levels.length, person, level), targets)],
        ),
      );
      const column = (name: ListMetric) => Float64Array.from(metrics, (row) => row[name]);
      return [
        n,
        {
          ndcg100: column('ndcg100'),
          ndcg10: column('ndcg10'),
          recall20: column('recall20'),
          recall50: column('recall50'),
          hitRate10: column('hitRate10'),
        },
      ];
    }),
  );
}

/** Every metric at every level. */
export function measureLists(scores: Readonly<Record<string, ListScores>>): Measurement[] {
  return Object.entries(scores).flatMap(([system, levels]) =>
    [...levels].flatMap(([n, values]) =>
      LIST_METRICS.map((metric) =>
        meanMeasurement({ system, metric, level: levelName(n) }, values[metric]),
      ),
    ),
  );
}

/** NDCG@100 of every system against each reference, at every level. */
export function compareLists(
  scores: Readonly<Record<string, ListScores>>,
  options: BootstrapOptions,
): Comparison[] {
  const [[, first] = []] = Object.values(scores)[0] ?? [];
  const resamples = new Resamples(first?.[COMPARED].length ?? 0, options);
  return Object.entries(scores).flatMap(([system, levels]) =>
    REFERENCES.filter((reference) => reference !== system && reference in scores).flatMap(
      (reference) =>
        [...levels].map(([n, values]) => {
          const others = scores[reference].get(n)?.[COMPARED] ?? [];
          const subject = { system, metric: COMPARED, level: levelName(n) };
          return compareMeans(subject, reference, values[COMPARED], others, resamples);
        }),
    ),
  );
}
