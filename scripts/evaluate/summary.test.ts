import { describe, expect, it } from 'vitest';
import type { TopKMetrics } from '../../models/metrics/foldInEvaluation';
import type { PersonMetrics } from './strongGeneralization';
import { estimate, summarize, toMarkdown } from './summary';

const metrics = (ndcg100: number): TopKMetrics => ({
  ndcg100,
  ndcg10: ndcg100 / 2,
  recall20: 0.25,
  recall50: 0.5,
  hitRate10: 1,
});
const rows = (system: string, n: number, ...ndcgs: number[]): PersonMetrics => ({
  system,
  n,
  metrics: ndcgs.map(metrics),
});

/** Two folds of three people and one. */
const results = [
  rows('EASE', 5, 0.1, 0.2, 0.3),
  rows('EASE', Infinity, 0.2, 0.4, 0.6),
  rows('kinora', 5, 0.2, 0.2, 0.2),
  rows('kinora', Infinity, 0.3, 0.5, 0.6),
  rows('EASE', Infinity, 0.8),
  rows('kinora', Infinity, 0.8),
  rows('EASE', 5, 0.4),
  rows('kinora', 5, 0.6),
];

describe('an estimate', () => {
  it('is the mean with its standard error, calculated by hand', () => {
    // Deviations −3, −1, 1, 3: squares 20, over 3 · 4.
    expect(estimate([1, 3, 5, 7])).toEqual({
      mean: 4,
      standardError: expect.closeTo(Math.sqrt(20 / 12), 12) as number,
    });
    expect(estimate([2, 2])).toEqual({ mean: 2, standardError: 0 });
  });

  it('has no standard error for one value', () => {
    expect(estimate([2])).toEqual({ mean: 2, standardError: NaN });
  });
});

describe('the summary of an evaluation', () => {
  const summaries = summarize(results);
  const find = (system: string, n: number | null) =>
    summaries.find((summary) => summary.system === system && summary.n === n);

  it('pools the people of all folds', () => {
    expect(summaries).toHaveLength(4);
    expect(summaries.every(({ people }) => people === 4)).toBe(true);
    expect(find('EASE', null)?.metrics.ndcg100.mean).toBeCloseTo(0.5, 12);
    expect(find('kinora', 5)?.metrics.ndcg100.mean).toBeCloseTo(0.3, 12);
    expect(find('kinora', 5)?.metrics.ndcg10.mean).toBeCloseTo(0.15, 12);
    expect(find('kinora', 5)?.metrics.hitRate10).toEqual({ mean: 1, standardError: 0 });
  });

  it('compares each person with what EASE gave the same person', () => {
    // Differences 0.1, 0.1, 0, 0: mean 0.05, squares 4 · 0.0025 over 3 · 4.
    const difference = find('kinora', null)?.ndcg100MinusEase;
    expect(difference?.mean).toBeCloseTo(0.05, 12);
    expect(difference?.standardError).toBeCloseTo(Math.sqrt(0.01 / 12), 12);
    expect(find('EASE', 5)?.ndcg100MinusEase).toEqual({ mean: 0, standardError: 0 });
  });

  it('writes all ratings given as null, which JSON can hold', () => {
    expect(summaries.map(({ n }) => n)).toEqual([5, null, 5, null]);
    expect(JSON.stringify(summaries)).not.toContain('Infinity');
  });

  it('is printed as two tables, the curve and all metrics', () => {
    expect(toMarkdown(summaries)).toBe(
      [
        '| NDCG@100, n = | 5 | all |',
        '| --- | --- | --- |',
        '| EASE | 0.2500 | 0.5000 |',
        '| kinora | 0.3000 | 0.5500 |',
        '',
        '| All ratings given | NDCG@100 | NDCG@10 | Recall@20 | Recall@50 | HR@10 | NDCG@100 − EASE |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| EASE | 0.5000 | 0.2500 | 0.2500 | 0.5000 | 1.0000 | 0.0000 ± 0.0000 |',
        '| kinora | 0.5500 | 0.2750 | 0.2500 | 0.5000 | 1.0000 | 0.0500 ± 0.0289 |',
      ].join('\n'),
    );
  });
});
