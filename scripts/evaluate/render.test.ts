import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { withGenerated } from '../cli/generatedPart';
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import { readReports, RESULTS_COMMAND, sectionsOf } from './render';
import { emptyReport, type EvaluationReport } from './report';
import { writeSections } from './resultsPage';
import { everythingRated, latest, report, rowsOf } from './testing/reports';

const renderReports = (reports: readonly EvaluationReport[]): string =>
  writeSections(sectionsOf(reports));

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
      { ...emptyReport('P6'), frontier: [point, { ...moved, changeStandardError: 0.002 }] },
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
    const stars = { ...report, protocols: [emptyReport('P3')] };
    const lists = { ...report, protocols: [everythingRated] };
    const titles = renderReports([stars, latest, lists]).match(/^##.* .*$/gm);
    expect(titles?.slice(0, 4)).toEqual([
      '## MovieLens 1M',
      '### P2, everything rated',
      '### P3, predicted stars',
      '## The pooled latest sets',
    ]);
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
