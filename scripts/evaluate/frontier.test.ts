import { describe, expect, it } from 'vitest';
import { historyOf, transpose } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { popularityPercentiles } from '../../models/metrics/beyondAccuracy';
import { splitPerson } from '../../models/metrics/foldInProtocol';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import { exampleBlock, exampleInteractions } from '../../models/testing/examples';
import { frontier, frontierMarkdown, type FrontierRow, type FrontierSubject } from './frontier';

const MOVIES = 200;
const random = createRandom(6);
const training = exampleInteractions(
  MOVIES,
  Array.from({ length: 30 }, (_, user) => 5 + user),
);
const raters = transpose(training);
const ratingCount = Int32Array.from(
  { length: MOVIES },
  (_, m) => raters.offsets[m + 1] - raters.offsets[m],
);
const genres = Int32Array.from({ length: MOVIES }, () => 1 << random.integer(5));
const space = { blocks: [exampleBlock(MOVIES, 6)], userDimensions: 6 };
const appetite = Float32Array.from({ length: MOVIES }, () => random.normal());
const subject: FrontierSubject = {
  scores: () => appetite,
  reranking: { space, genres, ratingCount },
  catalogue: { genres, raters, percentiles: popularityPercentiles(ratingCount) },
};
const people = Array.from({ length: 20 }, (_, user) =>
  splitPerson(historyOf(training, user), createRandom(user + 1)),
);

describe('the frontier', () => {
  it('costs nothing at neutral, and each dial moves its own figure', async () => {
    let done = 0;
    const rows = await frontier(subject, people, undefined, () => done++);
    const measured = people.filter(({ targets }) => targets.size > 0).length;
    expect(done).toBe(measured);
    const row = (setting: string): FrontierRow => {
      const found = rows.find((candidate) => candidate.setting === setting);
      if (!found) throw new Error(`no row ${setting}`);
      return found;
    };
    const neutral = row('neutral');
    expect(rows[0]).toBe(neutral);
    expect(neutral.people).toBe(measured);
    expect(neutral.cost).toEqual({ mean: 0, standardError: 0 });
    expect(row('calibration 1').list.calibrationKl).toBeLessThan(neutral.list.calibrationKl);
    const { popularityPercentile } = neutral.list;
    expect(row('popularity 1').list.popularityPercentile).toBeGreaterThan(popularityPercentile);
    expect(row('popularity -1').list.popularityPercentile).toBeLessThan(popularityPercentile);
    expect(row('diversity 1 (MMR)')).not.toEqual(row('diversity 1 (DPP)'));
    for (const { cost, ndcg100 } of rows) {
      expect(cost.mean).toBeCloseTo(ndcg100.mean - neutral.ndcg100.mean, 12);
    }
  });

  it('is written as a table with a line for each setting', async () => {
    const settings = [{ label: 'neutral', dials: NEUTRAL_DIALS }];
    const table = frontierMarkdown(await frontier(subject, people, settings));
    const lines = table.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^\| neutral \| 0\.\d{4} \|/);
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
  });
});
