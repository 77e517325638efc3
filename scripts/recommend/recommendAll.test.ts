import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANDIDATES } from '../../models/ranking/rankCandidates';
import { Recommender } from '../../models/recommender';
import { exampleModel } from '../../models/testing/models';
import { examplePack, FIRST_MOVIE_ID } from '../../models/testing/packs';
import type { HistoryEntry } from '../../models/shapes';
import { EXIT, Failure } from '../cli/failure';
import { parseOptions } from '../cli/options';
import { memorySource } from '../data/testing/memorySource';
import { startWasmBackend } from '../runtime/wasmBackend';
import { options, recommendOptionsOf, withNegativeNumbers } from './options';
import { readPeople } from './readPeople';
import { recommendTo, type UserList } from './recommendAll';

const MOVIES = CANDIDATES + 100;
const RATINGS = `userId,movieId,rating
7,${FIRST_MOVIE_ID},4.0
7,${FIRST_MOVIE_ID + 3},1.5
8,99999,5
9,oops,5
`;
const REQUIRED = ['--ratings', 'a.csv', '--out', 'lists.jsonl'];

let recommender: Recommender;
let histories: ReadonlyMap<number, readonly HistoryEntry[]>;

beforeAll(async () => {
  await startWasmBackend();
  recommender = new Recommender(await examplePack(exampleModel({ movies: MOVIES })));
  ({ histories } = await readPeople(memorySource('a.csv', RATINGS)));
});
afterAll(() => recommender.dispose());

const optionsOf = (...args: string[]) =>
  recommendOptionsOf(parseOptions(options, withNegativeNumbers([...REQUIRED, ...args])));

function listOf(userId: number, k: number, ...args: string[]): Promise<UserList> {
  return recommendTo(recommender, userId, histories.get(userId) ?? [], k, optionsOf(...args));
}

function expectNeverToRise(scores: readonly number[]): void {
  for (let i = 1; i < scores.length; i++) expect(scores[i]).toBeLessThanOrEqual(scores[i - 1]);
}

describe('the line of a person', () => {
  it('is as long as asked for, far beyond what is ranked, without what they rated', async () => {
    const k = CANDIDATES + 50;
    const { userId, items, scores, stars } = await listOf(7, k);
    expect(userId).toBe(7);
    for (const column of [items, scores, stars]) expect(column).toHaveLength(k);
    expect(new Set(items).size).toBe(k);
    expect(items).not.toContain(FIRST_MOVIE_ID);
    expect(items).not.toContain(FIRST_MOVIE_ID + 3);
    expectNeverToRise(scores);
    expect(stars.every((x) => x >= 0.5 && x <= 5)).toBe(true);
  });

  it('is what the recommender of the worker gives', async () => {
    const person = { history: histories.get(7) ?? [], vector: null };
    const constraints = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
    const { items } = await recommender.recommend(person, constraints, 30);
    const list = await listOf(7, 30);
    expect(list.items).toEqual(items.map(({ movieId }) => movieId));
    list.scores.forEach((score, i) => expect(score).toBeCloseTo(items[i].score, 5));
  });

  it('is the one of a newcomer for people without a usable rating', async () => {
    const nobody = await recommendTo(recommender, 0, [], 20, optionsOf());
    for (const userId of [8, 9]) expect(await listOf(userId, 20)).toEqual({ ...nobody, userId });
    expect((await listOf(7, 20)).items).not.toEqual(nobody.items);
  });

  it('changes with each dial and stage, and its scores still never rise', async () => {
    const plain = await listOf(7, 40);
    const changes = [
      ['--diversity', '1'],
      ['--diversity', '1', '--diversity-method', 'dpp'],
      ['--calibration', '1'],
      ['--popularity', '-1'],
      ['--stage', 'retrieval'],
    ];
    const lists = [plain.items.join()];
    for (const args of changes) {
      const { items, scores } = await listOf(7, 40, ...args);
      expectNeverToRise(scores);
      lists.push(items.join());
    }
    expect(new Set(lists).size).toBe(1 + changes.length);
    expect(await listOf(7, 40, '--stage', 'ranking')).toEqual(plain);
    expect(await listOf(7, 40, '--diversity', '0')).toEqual(plain);
  });
});

describe('the options', () => {
  it.each([
    [['--diversity', '1.5']],
    [['--diversity', '-0.1']],
    [['--diversity', '-m']],
    [['--popularity', '2']],
    [['--calibration', 'much']],
    [['--stage', 'reranking']],
    [['--stage', 'ranking', '--diversity', '0.5']],
    [['--k', '0']],
  ])('refuse %j with advice', (args) => {
    let failure: unknown = null;
    try {
      optionsOf(...args);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'cli.arguments', exitStatus: EXIT.wrongArguments });
  });
});
