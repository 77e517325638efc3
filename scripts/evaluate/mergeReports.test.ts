import { describe, expect, it } from 'vitest';
import { mergeReports } from './mergeReports';
import { emptyReport, type EvaluationReport, type Measurement } from './report';
import { everythingRated, report } from './testing/reports';

const top = (system: string, value: number): Measurement => ({
  ...{ system, metric: 'top100', level: 'all' },
  ...{ value, standardError: null, count: 10 },
});

const run = (command: string, ...measurements: Measurement[]): EvaluationReport => ({
  ...report,
  command,
  titles: Object.fromEntries(measurements.map(({ system }) => [system, `the ${system}`])),
  protocols: [{ ...emptyReport('P4'), measurements, notes: ['The same for all.'] }],
});

describe('several runs of one protocol', () => {
  const merged = mergeReports([
    run('one', top('kinora', 0.4), top('ease', 0.3)),
    run('two', top('ncf', 0.2), top('kinora', 0.5)),
  ]);

  it('become one, with the systems in the order of all tables', () => {
    expect(merged).toHaveLength(1);
    const [{ part, report: whole, commands }] = merged;
    expect(part.measurements.map(({ system }) => system)).toEqual(['ease', 'ncf', 'kinora']);
    expect(whole.titles).toMatchObject({ ease: 'the ease', ncf: 'the ncf' });
    expect(commands).toEqual(['one', 'two']);
    expect(part.notes).toEqual(['The same for all.']);
  });

  it('show of a system what was measured last', () => {
    expect(merged[0].part.measurements.at(-1)).toEqual(top('kinora', 0.5));
  });

  it('keep a difference only while both of its systems are of that run', () => {
    const pairs = (of: EvaluationReport[]): string[] =>
      mergeReports(of)[0].part.comparisons.map(
        ({ system, reference }) => `${system} − ${reference}`,
      );
    const whole = run('one', top('kinora', 0.4), top('ease', 0.3), top('ials', 0.3));
    const compared = {
      ...whole,
      protocols: whole.protocols.map((part) => ({
        ...part,
        comparisons: ['ease', 'ials'].map((reference) => ({
          ...everythingRated.comparisons[0],
          reference,
        })),
      })),
    };
    expect(pairs([compared, run('two', top('ncf', 0.2))])).toEqual([
      'kinora − ease',
      'kinora − ials',
    ]);
    expect(pairs([compared, run('two', top('ease', 0.2))])).toEqual(['kinora − ials']);
    expect(pairs([compared, run('two', top('kinora', 0.2))])).toEqual([]);
  });

  it('stay apart where protocol or data differ', () => {
    const other = { ...report, data: { ...report.data, name: 'ml-100k' } };
    const parts = mergeReports([report, other]).map((one) => [
      one.report.data.name,
      one.part.protocol,
    ]);
    expect(parts).toEqual([
      ['ml-1m', 'P2'],
      ['ml-1m', 'P3'],
      ['ml-100k', 'P2'],
      ['ml-100k', 'P3'],
    ]);
  });

  it('are refused when they dealt other folds', () => {
    const twoFolds = { ...report, run: 2 };
    expect(() => mergeReports([report, twoFolds])).toThrow(
      expect.objectContaining({ code: 'evaluate.incompatible' }),
    );
  });
});
