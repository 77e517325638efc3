/** @file Means, standard errors and the table of an evaluation. */
import type { TopKMetrics } from '../../models/metrics/foldInEvaluation';
import type { PersonMetrics } from './strongGeneralization';

export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

export interface SystemSummary {
  readonly system: string;
  /** Ratings given; null stands for all. */
  readonly n: number | null;
  readonly people: number;
  readonly metrics: Readonly<Record<keyof TopKMetrics, Estimate>>;
  /** Paired difference of NDCG@100 to EASE at the same `n`. */
  readonly ndcg100MinusEase: Estimate;
}

const METRICS = ['ndcg100', 'ndcg10', 'recall20', 'recall50', 'hitRate10'] as const;

/** Pools the people of all folds and summarises each system at each `n`. */
export function summarize(results: readonly PersonMetrics[]): SystemSummary[] {
  const pooled = new Map<string, PersonMetrics>();
  for (const result of results) {
    const key = `${result.system} ${result.n}`;
    const before = pooled.get(key)?.metrics ?? [];
    pooled.set(key, { ...result, metrics: [...before, ...result.metrics] });
  }
  return [...pooled.values()].map(({ system, n, metrics }) => {
    const ease = pooled.get(`EASE ${n}`)?.metrics ?? metrics;
    return {
      system,
      n: Number.isFinite(n) ? n : null,
      people: metrics.length,
      metrics: {
        ndcg100: estimate(metrics.map((m) => m.ndcg100)),
        ndcg10: estimate(metrics.map((m) => m.ndcg10)),
        recall20: estimate(metrics.map((m) => m.recall20)),
        recall50: estimate(metrics.map((m) => m.recall50)),
        hitRate10: estimate(metrics.map((m) => m.hitRate10)),
      },
      ndcg100MinusEase: estimate(metrics.map((m, i) => m.ndcg100 - ease[i].ndcg100)),
    };
  });
}

/** Mean and its standard error. */
export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Markdown: NDCG@100 over `n`, then every metric with all ratings given. */
export function toMarkdown(summaries: readonly SystemSummary[]): string {
  const systems = [...new Set(summaries.map(({ system }) => system))];
  const counts = [...new Set(summaries.map(({ n }) => n))];
  const find = (system: string, n: number | null): SystemSummary | undefined =>
    summaries.find((summary) => summary.system === system && summary.n === n);
  const curve = systems.map((system) => [
    system,
    ...counts.map((n) => digits(find(system, n)?.metrics.ndcg100.mean)),
  ]);
  const whole = systems.map((system) => {
    const summary = find(system, null);
    const difference = summary?.ndcg100MinusEase;
    return [
      system,
      ...METRICS.map((metric) => digits(summary?.metrics[metric].mean)),
      `${digits(difference?.mean)} ± ${digits(difference?.standardError)}`,
    ];
  });
  const names = ['NDCG@100', 'NDCG@10', 'Recall@20', 'Recall@50', 'HR@10', 'NDCG@100 − EASE'];
  return [
    table(['NDCG@100, n =', ...counts.map((n) => String(n ?? 'all'))], curve),
    table(['All ratings given', ...names], whole),
  ].join('\n\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function digits(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4);
}
