import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { withGenerated } from '../cli/generatedPart';
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import { readReports, renderReports, RESULTS_COMMAND } from './render';
import type { EvaluationReport, Measurement, ProtocolReport } from './report';

const measurement = (
  system: string,
  metric: string,
  level: string,
  value: number | null,
): Measurement => ({ system, metric, level, value, standardError: 0.01, count: 10 });

const part = (protocol: ProtocolReport['protocol']): ProtocolReport => ({
  protocol,
  measurements: [],
  comparisons: [],
  breakdowns: [],
  choices: {},
  notes: [],
});

const everythingRated: ProtocolReport = {
  ...part('P2'),
  measurements: [
    measurement('ease', 'ndcg100', '10', 0.2847),
    measurement('ease', 'ndcg100', 'all', 0.4599),
    measurement('kinora', 'ndcg100', '10', 0.41),
    measurement('kinora', 'ndcg100', 'all', 0.4999),
  ],
  comparisons: ['10', 'all'].map((level) => ({
    system: 'kinora',
    reference: 'ease',
    metric: 'ndcg100',
    level,
    difference: level === 'all' ? 0.04 : 0.1253,
    low: 0.03,
    high: 0.05,
    p: level === 'all' ? 0.0123 : 2 / 2001,
  })),
  breakdowns: [
    { system: 'kinora', group: 'gender', value: 'F', metric: 'ndcg100', mean: 0.5, count: 1234 },
  ],
  choices: { ease: [{ lambda: 800 }] },
};

const predictedStars: ProtocolReport = {
  ...part('P3'),
  measurements: [
    measurement('biases', 'rmse', 'all', 0.908),
    measurement('kinora', 'rmse', 'all', 0.83),
    measurement('kinora', 'coverage80', 'all', null),
  ],
};

const report: EvaluationReport = {
  schemaVersion: 1,
  command: 'npm run evaluate -- --datasets ml-1m',
  data: { name: 'ml-1m', ratings: 1000, people: 10, movies: 20 },
  seed: 7,
  folds: 5,
  run: 5,
  resamples: 2000,
  titles: { ease: 'EASE', kinora: 'kinora', biases: 'biases' },
  protocols: [everythingRated, predictedStars],
};

const latest: EvaluationReport = {
  ...report,
  command: 'npm run evaluate -- --datasets ml-latest,ml-latest-small',
  data: { ...report.data, name: 'ml-latest+ml-latest-small' },
  run: 1,
};

/** Cells of the rows that begin with a text. */
const rowsOf = (markdown: string, start: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith(`| ${start}`))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('numbers in tables', () => {
  it('have no leading zero, a real minus sign and no negative zero', () => {
    expect([0.38714, -0.01234, 12.5, 0, -0.00001].map((value) => decimal(value))).toEqual([
      '.3871',
      '−.0123',
      '12.5000',
      '.0000',
      '.0000',
    ]);
    expect([decimal(null), decimal(undefined), decimal(0.5, 2)]).toEqual(['–', '–', '.50']);
    expect([0.0168, -0.2, 0].map((value) => signedDecimal(value))).toEqual([
      '+.0168',
      '−.2000',
      '.0000',
    ]);
  });
});

describe('the rendered results', () => {
  const markdown = renderReports([report]);

  it('are formatted as Prettier would', async () => {
    const page = withGenerated('# Results\n', RESULTS_COMMAND, renderReports([report, latest]));
    expect(await format(page, { parser: 'markdown', printWidth: 100 })).toBe(page);
  });

  it('compare what was reached with what was to be reached', () => {
    expect(rowsOf(markdown, 'NDCG@100, 10')).toEqual([
      ['NDCG@100, 10', 'EASE .317', '.385', '.400', '.4100', 'aim'],
    ]);
    expect(rowsOf(markdown, 'NDCG@100, all')).toEqual([
      ['NDCG@100, all', 'EASE .468', '.495', '.512', '.4999', 'pass'],
    ]);
    // Lower is better for errors.
    expect(rowsOf(markdown, 'RMSE, all')).toEqual([
      ['RMSE, all', 'biases .908', '.838', '.825', '.8300', 'pass'],
    ]);
    expect(renderReports([latest])).toContain('| aim');
    expect(
      rowsOf(renderReports([latest]), 'RMSE, all')
        .at(-1)
        ?.at(-1),
    ).toBe('pass');
  });

  it('say missed where a number is missed', () => {
    const measurements = [measurement('kinora', 'ndcg100', '10', 0.3849)];
    const poor = { ...report, protocols: [{ ...part('P2'), measurements }] };
    expect(rowsOf(renderReports([poor]), 'NDCG@100, 10')[0].at(-1)).toBe('missed');
  });

  it('name the system of a row that is not about the page', () => {
    const level = 'training items left out';
    const measurements = [
      measurement('kinora', 'top100', level, 0.48),
      measurement('kinora-watched', 'top100', level, 0.5),
    ];
    const titles = { ...report.titles, 'kinora-watched': 'kinora, every rating alike' };
    const page = renderReports([
      { ...report, titles, protocols: [{ ...part('P4'), measurements }] },
    ]);
    const goals = rowsOf(page, 'Top 100').filter((row) => row.includes('EASE .483'));
    expect(goals.map((row) => [row[0], row.at(-1)])).toEqual([
      [`Top 100, ${level}`, 'missed'],
      [`Top 100, ${level} (kinora, every rating alike)`, 'pass'],
    ]);
  });

  it('take the worst level for what must never be worse', () => {
    const comparisons = [0.02, -0.001, 0.1].map((difference, i) => ({
      ...everythingRated.comparisons[0],
      reference: 'popularity',
      level: String(i),
      difference,
    }));
    const page = renderReports([{ ...report, protocols: [{ ...everythingRated, comparisons }] }]);
    const [row] = rowsOf(page, 'NDCG@100 − popularity, at its smallest');
    expect(row.slice(-2)).toEqual(['−.0010', 'missed']);
  });

  it('hold intervals to their bounds after every number of ratings', () => {
    const pageOf = (...shares: readonly number[]): string => {
      const measurements = shares.map((share, n) =>
        measurement('kinora', 'coverage80', String(n), share),
      );
      const variant = measurement('kinora', 'coverage80', 'random 90/10', 0.5);
      const stars = { ...part('P3'), measurements: [...measurements, variant] };
      return renderReports([{ ...report, protocols: [stars] }]);
    };
    const row = (page: string): string[] => rowsOf(page, 'Held by 80 % intervals, at every n')[0];
    expect(row(pageOf(0.77, 0.8, 0.83))).toEqual([
      'Held by 80 % intervals, at every n',
      'nominal .80',
      '.770 to .830',
      '–',
      '.7700 to .8300',
      'pass',
    ]);
    expect(row(pageOf(0.8, 0.7699)).at(-1)).toBe('missed');
    expect(row(pageOf(0.8301, 0.8)).at(-1)).toBe('missed');
  });

  it('tell what the ranker reads by what is lost, the most important first', () => {
    const importance = [
      { feature: 'genres', losses: [0.001, 0.02] },
      { feature: 'period', losses: [0.03, -0.004] },
      { feature: 'person', losses: [0.01, null] },
    ].flatMap(({ feature, losses }) =>
      losses.map((loss, at) => ({
        ...{ system: 'kinora', kind: 'group' as const, feature, loss },
        ...{ level: ['10', 'all'][at], standardError: 0.002, count: 1234 },
      })),
    );
    const crossWeights = [
      {
        system: 'kinora',
        features: ['a', 'b'],
        norms: [
          [0.1, 0.25],
          [0.3, 0.4],
        ],
      },
    ];
    const protocols = [{ ...everythingRated, importance, crossWeights }];
    const page = renderReports([{ ...report, protocols }]);
    expect(page).toContain('1,234 people of the first fold');
    const start = page.indexOf('| kinora, groups of features | n = 10');
    expect(page.slice(start).split('\n').slice(2, 5)).toEqual([
      '| period                     | .0300 ± .0020 | −.0040 ± .0020 |',
      '| genres                     | .0010 ± .0020 | .0200 ± .0020  |',
      '| person                     | .0100 ± .0020 | –              |',
    ]);
    expect(rowsOf(page, 'a ')).toEqual([['a', '.10', '.25']]);
    expect(renderReports([report])).not.toContain('groups of features');
  });

  it('tell what the dials cost against neutral', () => {
    const point = {
      ...{ system: 'kinora', setting: 'neutral', people: 300, ndcg20: 0.3, ndcg100: 0.4 },
      ...{ change: 0, changeStandardError: 0, genreDiversity: 0.7, audienceDiversity: 0.6 },
      ...{ calibrationKl: 0.4, popularityPercentile: 0.9, novelty: 3 },
    };
    const moved = { ...point, setting: 'calibration 1', ndcg100: 0.39, change: -0.01 };
    const protocols = [
      { ...part('P6'), frontier: [point, { ...moved, changeStandardError: 0.002 }] },
    ];
    const page = renderReports([{ ...report, protocols }]);
    expect(rowsOf(page, 'neutral')[0].slice(0, 4)).toEqual(['neutral', '.3000', '.4000', '–']);
    expect(rowsOf(page, 'calibration 1')[0].slice(2, 5)).toEqual([
      '.3900',
      '−.0100 ± .0020',
      '.700',
    ]);
  });

  it('mark the best of a column, and say how sure a difference is', () => {
    expect(rowsOf(markdown, 'kinora')[0]).toEqual(['kinora', '**.4100**', '**.4999**']);
    expect(rowsOf(markdown, 'EASE')[0]).toEqual(['EASE', '.2847', '.4599']);
    expect(markdown).toContain('+.1253 [+.0300, +.0500], p < .001');
    expect(markdown).toContain('+.0400 [+.0300, +.0500], p = .012');
  });

  it('carry the command, the seed and what was chosen', () => {
    expect(markdown).toContain('```sh\nnpm run evaluate -- --datasets ml-1m\n```');
    expect(markdown).toContain('seed 7');
    expect(markdown).toContain('EASE: {"lambda":800}');
    expect(markdown).toContain('each person is tested once in 5 folds');
    expect(renderReports([latest])).toContain('1 of 5 folds of people was run');
  });

  it('hold data sets apart and several runs of one together', () => {
    const titles = renderReports([report, latest, report]).match(/^## .*$/gm);
    expect(titles).toEqual(['## MovieLens 1M', '## The pooled latest sets']);
  });
});

describe('the page of results', () => {
  it('is made from files that --out wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-render-'));
    try {
      const path = join(folder, 'a.json');
      await writeFile(path, JSON.stringify(report));
      expect(renderReports(await readReports([path]))).toBe(renderReports([report]));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is not made from other files, and says which and why', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-render-'));
    try {
      const path = join(folder, 'other.json');
      await expect(readReports([path])).rejects.toMatchObject({ code: 'evaluate.missing' });
      for (const text of ['not JSON', '{"protocol":"P2"}']) {
        await writeFile(path, text);
        await expect(readReports([path])).rejects.toMatchObject({ code: 'evaluate.format' });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(markdownTable(['a', 'long heading'], [['wide cell', 'x']])).toBe(
      [
        '| a         | long heading |',
        '| --------- | ------------ |',
        '| wide cell | x            |',
      ].join('\n'),
    );
  });
});
