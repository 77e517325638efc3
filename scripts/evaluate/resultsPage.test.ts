import { describe, expect, it } from 'vitest';
import { sectionsOf } from './render';
import { readSections, withFresh, writeSections, type ResultSection } from './resultsPage';
import { latest, report } from './testing/reports';

const section = (data: string, protocol: string, text: string): ResultSection => ({
  data,
  protocol,
  text,
});

describe('the page of results', () => {
  const before = [
    section('ML-1M', 'P2', 'old lists\n\n| a |\n| - |'),
    section('ML-1M', 'P4', 'old documents'),
    section('ML-100K', 'P2', 'small'),
  ];

  it('is read as it was written', () => {
    expect(readSections(writeSections(before))).toEqual(before);
    const rendered = sectionsOf([report, latest]);
    expect(readSections(writeSections(rendered))).toEqual(rendered);
    expect(readSections('')).toEqual([]);
  });

  it('is not read where text would be lost, and says which', () => {
    const old = '## ML-1M\n\nBy a command.\n\n### P2\n\nlists';
    for (const page of [old, `stray\n${writeSections(before)}`]) {
      expect(() => readSections(page)).toThrow(expect.objectContaining({ code: 'evaluate.page' }));
    }
    expect(() => readSections(old)).toThrow('By a command.');
  });

  it('gives up what was measured anew, and nothing else', () => {
    const fresh = [section('ML-1M', 'P4', 'new documents')];
    expect(withFresh(before, fresh)).toEqual([before[0], fresh[0], before[2]]);
  });

  it('takes the last of several sections of one name', () => {
    const twice = [section('ML-1M', 'P4', 'first'), section('ML-1M', 'P4', 'second')];
    expect(withFresh(before, twice)[1].text).toBe('second');
  });

  it('puts a new protocol in its order, and a new data set at the end', () => {
    const fresh = [section('latest', 'P2', 'x'), section('ML-1M', 'P3', 'stars')];
    const titles = writeSections(withFresh(before, fresh)).match(/^#.*$/gm);
    expect(titles).toEqual([
      ...['## ML-1M', '### P2', '### P3', '### P4'],
      ...['## ML-100K', '### P2', '## latest', '### P2'],
    ]);
  });
});
