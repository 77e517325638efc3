import { describe, expect, it } from 'vitest';
import { emptyReport, type Measurement } from './report';
import { targetTable } from './targetTable';
import { everythingRated, latest, measurement, report, rowsOf } from './testing/reports';

const [, stars] = report.protocols;

describe('the numbers to reach', () => {
  it('stand beside what was reached', () => {
    const lists = targetTable(report, everythingRated);
    expect(rowsOf(lists, 'NDCG@100, 10')).toEqual([
      ['NDCG@100, 10', 'EASE .317', '.385', '.400', '.4100', 'aim'],
    ]);
    expect(rowsOf(lists, 'NDCG@100, all')).toEqual([
      ['NDCG@100, all', 'EASE .468', '.495', '.512', '.4999', 'pass'],
    ]);
    // Lower is better for errors.
    expect(rowsOf(targetTable(report, stars), 'RMSE, all')).toEqual([
      ['RMSE, all', 'biases .908', '.838', '.825', '.8300', 'pass'],
    ]);
  });

  it('are those of the data set', () => {
    expect(rowsOf(targetTable(latest, everythingRated), 'NDCG@100, 10')[0].at(-1)).toBe('aim');
    expect(rowsOf(targetTable(latest, stars), 'RMSE, all')[0].at(-1)).toBe('pass');
  });

  it('are missed where a figure is short', () => {
    const measurements = [measurement('kinora', 'ndcg100', '10', 0.3849)];
    const table = targetTable(report, { ...emptyReport('P2'), measurements });
    expect(rowsOf(table, 'NDCG@100, 10')[0].at(-1)).toBe('missed');
  });

  it('name the system of a row that is not about the page', () => {
    const level = 'training items left out';
    const measurements = [
      measurement('kinora', 'top100', level, 0.48),
      measurement('kinora-watched', 'top100', level, 0.5),
    ];
    const titles = { ...report.titles, 'kinora-watched': 'kinora, every rating alike' };
    const table = targetTable({ ...report, titles }, { ...emptyReport('P4'), measurements });
    expect(rowsOf(table, 'Top 100').map((row) => [row[0], row[1], row.at(-1)])).toEqual([
      [`Top 100, ${level}`, 'EASE .483', 'missed'],
      [`Top 100, ${level} (kinora, every rating alike)`, 'EASE .483', 'pass'],
      // The documents' best is below the goal.
      [`Top 100, ${level}`, 'the document', 'pass'],
    ]);
  });

  it('count the worst level of what must never be worse', () => {
    const comparisons = [0.02, -0.001, 0.1].map((difference, i) => ({
      ...everythingRated.comparisons[0],
      reference: 'popularity',
      level: String(i),
      difference,
    }));
    const table = targetTable(report, { ...everythingRated, comparisons });
    const [row] = rowsOf(table, 'NDCG@100 − popularity, at its smallest');
    expect(row.slice(-2)).toEqual(['−.0010', 'missed']);
  });

  it('hold intervals to their bounds after every number of ratings', () => {
    const held = (level: string, share: number): Measurement =>
      measurement('kinora', 'coverage80', level, share);
    const rowOf = (...shares: readonly number[]): string[] => {
      const given = shares.map((share, n) => held(String(n), share));
      const measurements = [...given, held('random 90/10', 0.5)];
      const table = targetTable(report, { ...emptyReport('P3'), measurements });
      return rowsOf(table, 'Held by 80 % intervals, at every n')[0];
    };
    expect(rowOf(0.77, 0.8, 0.83)).toEqual([
      'Held by 80 % intervals, at every n',
      'nominal .80',
      '.770 to .830',
      '–',
      '.7700 to .8300',
      'pass',
    ]);
    expect(rowOf(0.8, 0.7699).at(-1)).toBe('missed');
    expect(rowOf(0.8301, 0.8).at(-1)).toBe('missed');
  });
});
