import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardOfPack } from '../../models/pack/card';
import { filesOfTier, verifyFile } from '../../models/pack/load';
import type { Manifest } from '../../models/pack/manifest';
import type { ModelCard } from '../../models/pack/modelCard';
import { columnsOf, FEATURE_GROUPS } from '../../models/ranking/featureNames';
import { EXAMPLE_GENRES, exampleModel } from '../../models/testing/models';
import { exampleRows } from '../../models/testing/packs';
import type { EvaluationReport } from '../evaluate/report';
import { addCard } from './addCard';
import { readPack } from './readPack';
import { exampleDescription } from './testing/descriptions';
import { writePack } from './writePack';

const MOVIES = 30;
const model = exampleModel({ movies: MOVIES, blocks: [4] });

function report(name: string): EvaluationReport {
  const measurement = { metric: 'ndcg100', standardError: 0.004, count: 12 };
  return {
    schemaVersion: 2,
    command: 'npm run evaluate',
    data: { name, ratings: 600, people: 30, movies: MOVIES },
    seed: 3,
    folds: 5,
    run: 1,
    resamples: 2000,
    titles: { popularity: 'popularity', kinora: 'kinora' },
    protocols: [
      {
        protocol: 'P2',
        measurements: [
          { ...measurement, system: 'popularity', level: '0', value: 0.2 },
          { ...measurement, system: 'kinora', level: '0', value: 0.123456789 },
          { ...measurement, system: 'kinora', level: 'all', value: null },
        ],
        comparisons: [
          {
            system: 'kinora',
            reference: 'popularity',
            metric: 'ndcg100',
            level: '0',
            difference: 0.1,
            low: 0.05,
            high: 0.15,
            p: 0.01,
          },
        ],
        breakdowns: [
          breakdown('popularity of the movie', 'recall100', 'most rated', 0.6),
          breakdown('popularity of the movie', 'recall100', 'last 5 %', 0.1),
          breakdown('gender', 'ndcg100', 'F', 0.31),
          breakdown('gender', 'ndcg100', 'M', 0.4),
        ],
        choices: {},
        notes: [],
      },
      { protocol: 'P4', measurements: [], comparisons: [], breakdowns: [], choices: {}, notes: [] },
    ],
  };
}

function breakdown(group: string, metric: string, value: string, mean: number) {
  return { system: 'kinora', group, metric, value, mean, count: 700 };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-card-'));
  const rated = exampleRows(1, MOVIES, model);
  await writePack(
    folder,
    model,
    { genreNames: EXAMPLE_GENRES, rated, unrated: exampleRows(1 + MOVIES, 5) },
    {
      ...exampleDescription(MOVIES),
      datasets: [
        { name: 'one', ratings: 500, users: 20, movies: MOVIES },
        { name: 'two', ratings: 100, users: 10, movies: MOVIES },
      ],
    },
  );
});
afterEach(() => rm(folder, { recursive: true }));

/** The card as the page's worker gets it. */
async function shipped(manifest: Manifest): Promise<ModelCard> {
  const files = new Map<string, Uint8Array>();
  for (const path of filesOfTier(manifest, 'later')) {
    const bytes = await readFile(join(folder, path));
    await verifyFile(path, manifest.files[path], bytes);
    files.set(path, bytes);
  }
  const card = await cardOfPack(manifest, files);
  if (card === null) throw new Error('The pack has no card.');
  return card;
}

describe('a pack with a card', () => {
  it('tells the figures by level, nothing for what was not measured', async () => {
    const card = await shipped(await addCard(folder, [report('one+two')]));
    const [section, ...others] = card.evaluations[0].sections;
    expect(others).toEqual([]);
    expect(section.levels).toEqual(['0', 'all']);
    expect(section.figures).toEqual([
      {
        system: 'popularity',
        metric: 'ndcg100',
        values: [0.2, null],
        standardErrors: [0.004, null],
      },
      {
        system: 'kinora',
        metric: 'ndcg100',
        values: [0.12346, null],
        standardErrors: [0.004, 0.004],
      },
    ]);
    expect(section.breakdowns[0]).toEqual({
      group: 'popularity of the movie',
      metric: 'recall100',
      values: ['most rated', 'last 5 %'],
      counts: [700, 700],
      rows: [{ system: 'kinora', means: [0.6, 0.1] }],
    });
  });

  it('names limits with its own figures', async () => {
    const card = await shipped(await addCard(folder, [report('one+two')]));
    const limits = card.limits.join(' ');
    expect(limits).toContain('learned from 30 people');
    expect(limits).toContain('5 of 35 films were rated by nobody');
    expect(limits).toContain('60\u00a0% of the best known');
    expect(limits).toContain('10\u00a0% of the least known (last 5 %)');
    expect(limits).toContain('best for men (NDCG@100 0.40) and least good for women (0.31)');
    expect(limits).toContain('It reads ratings, titles, years and genres.');
    expect(limits).toContain('Only 1 of 5 folds');
  });

  it('has the norm of every block of the cross kernels', async () => {
    const manifest = await addCard(folder, [report('one+two')]);
    const { crosses } = await shipped(manifest);
    const { tensors, manifest: packed } = await readPack(folder);
    const kernel = tensors.get(packed.ranker.cross[0].kernel);
    if (!kernel) throw new Error('There is no kernel.');
    expect(crosses.features).toHaveLength(FEATURE_GROUPS.length + 1);
    expect(crosses.norms).toHaveLength(packed.ranker.cross.length);
    const width = kernel.shape[1];
    const rows = columnsOf('period', 0);
    const squares = rows.flatMap((row) =>
      columnsOf('popularity', 0).map((column) => kernel.values[row * width + column] ** 2),
    );
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    const at = (group: string) => crosses.features.indexOf(group);
    expect(crosses.norms[0][at('period')][at('popularity')]).toBeCloseTo(norm, 3);
  });

  it('puts the data of the pack before other data', async () => {
    const reports = [report('ml-1m'), report('one+two')];
    const card = await shipped(await addCard(folder, reports));
    expect(card.evaluations.map(({ data }) => data.name)).toEqual(['one+two', 'ml-1m']);
  });

  it('tells what the ranker looks at, with everything given, where that was measured', async () => {
    const without = await shipped(await addCard(folder, [report('one+two')]));
    expect(without).not.toHaveProperty('importance');
    const row = { system: 'kinora', level: 'all', kind: 'group', count: 40 } as const;
    const importance = [
      { ...row, feature: 'genres', loss: 0.0123456, standardError: 0.002 },
      { ...row, feature: 'period', loss: null, standardError: null },
      { ...row, feature: 'genres', loss: 0.5, standardError: 0.1, level: '10' },
      { ...row, feature: 'era', loss: 0.5, standardError: 0.1, kind: 'feature' as const },
      { ...row, feature: 'genres', loss: 0.5, standardError: 0.1, system: 'other' },
    ];
    const measured = (name: string): EvaluationReport => {
      const { protocols, ...rest } = report(name);
      const [p2, ...others] = protocols;
      return { ...rest, protocols: [{ ...p2, importance }, ...others] };
    };
    const card = await shipped(await addCard(folder, [measured('ml-1m'), measured('one+two')]));
    expect(card.importance).toEqual({
      metric: 'ndcg100',
      people: 40,
      groups: [{ group: 'genres', loss: 0.01235, standardError: 0.002 }],
    });
  });

  it('keeps its version, and no leftovers of an earlier card', async () => {
    const before = (await readPack(folder)).manifest;
    const first = await addCard(folder, [report('one+two')]);
    const second = await addCard(folder, [report('one+two'), report('ml-1m')]);
    expect(second.version).toBe(before.version);
    expect(second.card).not.toBe(first.card);
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('card-'))).toEqual([second.card]);
    expect((await readPack(folder)).manifest).toEqual(second);
  });

  it('is refused without results on its own data', async () => {
    await expect(addCard(folder, [report('ml-1m')])).rejects.toMatchObject({
      code: 'pack.other-data',
    });
  });
});
