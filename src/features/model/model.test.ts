import { describe, expect, test } from 'vitest';
import type { CardEvaluation, RetrievalStatus } from '../../state/contract';
import {
  breakdownTables,
  chartedCurves,
  curvesOf,
  leadsAt,
  systemRows,
  valueWithAll,
} from './figures';
import {
  crossSentence,
  curveSentence,
  keyFigures,
  protocolSentences,
  retrievalSentence,
  starsSentence,
} from './sentences';
import { formatDifference, formatShare } from './words';

const none = [null, null, null];

const evaluation: CardEvaluation = {
  command: 'npm run evaluate -- --datasets ml-1m',
  data: { name: 'ml-1m', ratings: 901_555, people: 5_440, movies: 3_676 },
  seed: 7,
  folds: 5,
  run: 5,
  resamples: 2000,
  systems: [
    { name: 'popularity', title: 'popularity' },
    { name: 'ncf', title: 'NCF' },
    { name: 'kinora', title: 'kinora' },
  ],
  sections: [
    {
      protocol: 'P2',
      levels: ['0', '10', 'all'],
      figures: [
        {
          system: 'popularity',
          metric: 'ndcg100',
          values: [0.2, 0.2, 0.2],
          standardErrors: [0.01, 0.01, 0.01],
        },
        { system: 'ncf', metric: 'ndcg100', values: [null, null, 0.3], standardErrors: none },
        {
          system: 'kinora',
          metric: 'ndcg100',
          values: [0.2, 0.32, 0.4],
          standardErrors: [0.01, 0.01, 0.02],
        },
        { system: 'kinora', metric: 'hitRate10', values: [0.4, 0.6, 0.72], standardErrors: none },
        {
          system: 'popularity',
          metric: 'hitRate10',
          values: [0.4, 0.4, 0.38],
          standardErrors: none,
        },
      ],
      comparisons: [
        {
          system: 'kinora',
          reference: 'popularity',
          metric: 'ndcg100',
          level: 'all',
          difference: 0.2,
          low: 0.19,
          high: 0.21,
        },
        {
          system: 'ncf',
          reference: 'popularity',
          metric: 'ndcg100',
          level: 'all',
          difference: 0.1,
          low: 0.09,
          high: 0.11,
        },
      ],
      breakdowns: [
        {
          group: 'gender',
          metric: 'ndcg100',
          values: ['F', 'M', 'unknown'],
          counts: [10, 20, 3],
          rows: [
            { system: 'popularity', means: [0.1, 0.2, 0] },
            { system: 'kinora', means: [0.3, 0.4, null] },
          ],
        },
      ],
    },
    {
      protocol: 'P3',
      levels: ['0', 'all', 'random 90/10'],
      figures: [
        { system: 'kinora', metric: 'rmse', values: [0.95, 0.823, 0.84], standardErrors: none },
        { system: 'kinora', metric: 'coverage80', values: [0.8, 0.794, 0.8], standardErrors: none },
      ],
      comparisons: [],
      breakdowns: [],
    },
  ],
};

describe('the figures', () => {
  test('have ours first, and the 95 % margins of the standard errors', () => {
    const { levels, series } = curvesOf(evaluation, 'P2', 'ndcg100');
    expect(levels).toEqual(['0', '10', 'all']);
    expect(series.map(({ name }) => name)).toEqual(['Kinora', 'popularity', 'NCF']);
    expect(series[0].margins[2]).toBeCloseTo(0.0392);
    expect(series[2].margins).toEqual(none);
  });

  test('leave other ways of splitting out of a curve over ratings', () => {
    expect(curvesOf(evaluation, 'P3', 'rmse').levels).toEqual(['0', 'all']);
  });

  test('show only the usual rivals in a chart, and all systems in a table', () => {
    const charted = chartedCurves(curvesOf(evaluation, 'P2', 'ndcg100'));
    expect(charted.series.map(({ system }) => system)).toEqual(['kinora', 'popularity']);
    const rows = systemRows(evaluation, 'P2', ['ndcg100', 'hitRate10']);
    expect(rows.map(({ values }) => values)).toEqual([
      [0.4, 0.72],
      [0.2, 0.38],
      [0.3, null],
    ]);
  });

  test('are null, and never nought, where nothing was measured', () => {
    expect(valueWithAll(evaluation, 'P1', 'ndcg100')).toBeNull();
    expect(valueWithAll(evaluation, 'P2', 'ndcg100', 'ease')).toBeNull();
    expect(curvesOf(evaluation, 'P1', 'ndcg100').series).toEqual([]);
    expect(systemRows(evaluation, 'P1', ['ndcg100'])).toEqual([]);
  });

  test('compare ours only', () => {
    expect(leadsAt(evaluation, 'P2', 'ndcg100', 'all')).toEqual([
      { reference: 'popularity', difference: 0.2, low: 0.19, high: 0.21 },
    ]);
  });

  test('by group leave out who or what is unknown', () => {
    const [table] = breakdownTables(evaluation, 'P2');
    expect(table.systems).toEqual(['Kinora', 'popularity']);
    expect(table.rows).toEqual([
      { value: 'F', count: 10, means: [0.3, 0.1] },
      { value: 'M', count: 20, means: [0.4, 0.2] },
    ]);
  });
});

describe('the sentences', () => {
  test('claim the lead only where the figures have it', () => {
    const curves = chartedCurves(curvesOf(evaluation, 'P2', 'ndcg100'));
    expect(curveSentence(curves)).toBe(
      'At every number of ratings, Kinora’s list is the best of these',
    );
    const [ours, popularity] = curves.series;
    const rival = { ...popularity, values: [0.3, 0.2, 0.5] };
    expect(curveSentence({ ...curves, series: [ours, rival] })).toContain('At 1 of 2 numbers');
    const even = { ...ours, system: 'ease' };
    expect(curveSentence({ ...curves, series: [ours, even] })).toContain('At no number');
    const better = { ...popularity, values: [0.9, 0.9, 0.9] };
    expect(curveSentence({ ...curves, series: [ours, better] })).toContain('At no number');
    expect(curveSentence({ ...curves, series: [ours] })).not.toContain('best');
  });

  test('tell the key figures to people, and none that was not measured', () => {
    expect(keyFigures(evaluation).map(({ value }) => value)).toEqual([
      'Seven in ten',
      '0.82 stars',
      '79 %',
    ]);
    expect(keyFigures(evaluation)[0].meaning).toContain('four in ten');
    expect(keyFigures({ ...evaluation, sections: [] })).toEqual([]);
  });

  test('say how far stars are off at both ends', () => {
    expect(starsSentence(curvesOf(evaluation, 'P3', 'rmse'))).toBe(
      'Predicted stars are off by 0.95 with 0 ratings given, by 0.82 with all',
    );
    expect(starsSentence({ levels: [], series: [] })).toBe('How far predicted stars are off');
  });

  test('say when only some of the people were tested', () => {
    expect(protocolSentences(evaluation)).toContain('each of them was tested once');
    expect(protocolSentences({ ...evaluation, run: 1 })).toContain('1 of 5 groups');
  });

  test('name the strongest product, within a group or between two', () => {
    const features = ['retrieval', 'genres'];
    const between = [
      [0.1, 0.9],
      [0.2, 0.3],
    ];
    expect(crossSentence({ features, norms: [between] })).toBe(
      'Place near the taste and genres as a whole are multiplied most',
    );
    const within = [
      [0.1, 0.2],
      [0.2, 0.3],
    ];
    expect(crossSentence({ features, norms: [within] })).toContain('Genres as a whole: ');
  });

  test('say how this device searches, and what decided it', () => {
    const measured = [
      { name: 'brute-force', medianMs: 1.5 },
      { name: 'scann', medianMs: 0.6 },
    ] as const;
    const status: RetrievalStatus = { index: 'scann', measured };
    expect(retrievalSentence(status)).toBe(
      'A ScaNN index narrows the films down first, which was faster here than exact scores of every film: 0.6 ms for a search, against 1.5 ms.',
    );
    const even = measured.map(({ name }) => ({ name, medianMs: 0.6 }));
    expect(retrievalSentence({ index: 'brute-force', measured: even })).toBe(
      'Every film is scored exactly, as fast here as the ScaNN index: 0.6 ms for a search.',
    );
    const near = [{ ...measured[0], medianMs: 0.8 }, measured[1]];
    expect(retrievalSentence({ index: 'brute-force', measured: near })).toBe(
      'Every film is scored exactly, not much slower here than the ScaNN index: 0.8 ms for a search, against 0.6 ms.',
    );
    expect(retrievalSentence(null)).toContain('scored exactly');
  });
});

test('figures between nought and one are written without the nought', () => {
  expect(formatShare(0.4123)).toBe('.412');
  expect(formatShare(1)).toBe('1.000');
  expect(formatDifference(0.017)).toBe('+.017');
  expect(formatDifference(-0.004)).toBe('−.004');
});
