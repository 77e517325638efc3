import { beforeAll, describe, expect, it } from 'vitest';
import { decodePack } from '../../models/pack/load';
import { Recommender } from '../../models/recommender';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import type { Answer, FitPoint } from '../recommender.api';
import { yieldToMessages } from './macrotask';
import type { RecommenderService } from './service';
import { createTinyPack, type TinyPack } from './testing/tinyPack';
import { historyOf, NO_FILTER, openRequest, serviceOf } from './testing/tinyService';

let pack: TinyPack;

beforeAll(async () => {
  pack = await createTinyPack();
});

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? 'ok' : answer.problem.code;
}

async function opened(): Promise<RecommenderService> {
  const service = serviceOf(pack);
  valueOf(await service.open(openRequest('cpu')));
  return service;
}

const person = { history: historyOf(12), embedding: null };
const recommend = { ...person, filter: NO_FILTER, dials: NEUTRAL_DIALS, k: 10 };

describe('requests', () => {
  it('give what the recommender gives', async () => {
    const service = await opened();
    const direct = new Recommender(await decodePack(pack.manifest, pack.files));
    const { items } = await direct.recommend(
      { history: person.history, vector: null },
      NO_FILTER,
      10,
    );
    expect(valueOf(await service.recommend(recommend)).items).toEqual(items);
    const { stars } = valueOf(await service.predict({ ...person, movieIds: [20, 999] }));
    expect(stars[0]).toBeCloseTo(
      (await direct.predict({ history: person.history, vector: null }, [20])).stars[0],
    );
    expect(stars[1]).toBeNaN();
    direct.dispose();
  });

  it('re-rank by the dials that they carry, and leave the scores alone', async () => {
    const service = await opened();
    const neutral = valueOf(await service.recommend({ ...recommend, k: 60 })).items;
    const dials = { ...NEUTRAL_DIALS, popularity: -1 };
    const obscure = valueOf(await service.recommend({ ...recommend, dials, k: 60 })).items;
    const byMovie = (a: { movieId: number }, b: { movieId: number }): number =>
      a.movieId - b.movieId;
    expect(obscure).not.toEqual(neutral);
    expect(obscure.toSorted(byMovie)).toEqual(neutral.toSorted(byMovie));
    expect(valueOf(await service.recommend({ ...recommend, k: 60 })).items).toEqual(neutral);
  });

  it('explain the score that recommend gave', async () => {
    const service = await opened();
    const [top] = valueOf(await service.recommend(recommend)).items;
    const explanation = valueOf(await service.explain({ ...person, movieId: top.movieId }));
    expect(explanation.score).toBeCloseTo(top.score, 4);
    const parts = explanation.ratings.reduce((sum, { contribution }) => sum + contribution, 0);
    const fromGroups = explanation.groups.reduce((sum, { contribution }) => sum + contribution, 0);
    expect(parts + explanation.popularity + fromGroups).toBeCloseTo(top.score, 4);
  });

  it('name the problem when a movie has no embedding', async () => {
    const service = await opened();
    expect(codeOf(await service.explain({ ...person, movieId: 9_999 }))).toBe('unknown-movie');
    expect(codeOf(await service.similar({ movieId: 9_999, k: 3, exclude: [] }))).toBe(
      'unknown-movie',
    );
    expect((await service.status()).rebuilds).toBe(0);
  });

  it('fine-tune with a curve, and start at the solution when warm-started there', async () => {
    const service = await opened();
    const points: FitPoint[] = [];
    const cold = valueOf(
      await service.fineTune({ history: person.history, warmStart: null }, (more) =>
        points.push(...more),
      ),
    );
    expect(points).toEqual(cold.curve);
    expect(cold.curve[0].step).toBe(0);
    expect(cold.curve[0].loss).toBeGreaterThan(cold.curve.at(-1)?.loss ?? Infinity);
    const warm = valueOf(
      await service.fineTune({ history: person.history, warmStart: cold.embedding }),
    );
    expect(warm.curve[0].loss).toBeCloseTo(cold.curve.at(-1)?.loss ?? NaN, 5);
  });

  it('ignore an embedding that was fitted on another pack', async () => {
    const service = await opened();
    const foreign = { packVersion: 'another', vector: new Float32Array(3).fill(9) };
    const { items } = valueOf(await service.recommend({ ...recommend, embedding: foreign }));
    expect(items).toEqual(valueOf(await service.recommend(recommend)).items);
  });
});

describe('a newer request', () => {
  it('supersedes a fine-tune that is queued or running', async () => {
    const service = await opened();
    const request = { history: historyOf(40), warmStart: null };
    let chunks = 0;
    const running = service.fineTune(request, () => (chunks += 1));
    while (chunks === 0) await yieldToMessages();
    const queued = service.fineTune(request);
    const newest = service.fineTune(request);
    expect([codeOf(await running), codeOf(await queued), codeOf(await newest)]).toEqual([
      'superseded',
      'superseded',
      'ok',
    ]);
    expect(service.leakedTensors).toBe(0);
  });

  it('does not supersede a request of another kind', async () => {
    const service = await opened();
    const answers = await Promise.all([
      service.fineTune({ history: person.history, warmStart: null }),
      service.recommend(recommend),
      service.search({ query: 'film', limit: 3 }),
    ]);
    expect(answers.map(codeOf)).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('search', () => {
  it('covers the second tier once that is loaded', async () => {
    const service = await opened();
    const query = { query: 'number70', limit: 1 };
    expect(valueOf(await service.search({ query: 'number3', limit: 1 }))).toMatchObject({
      complete: false,
    });
    const [columns, again] = await Promise.all([service.loadUnrated(), service.loadUnrated()]);
    expect(valueOf(columns).tier).toBe('unrated');
    expect(valueOf(again).title).toEqual(valueOf(columns).title);
    while (!valueOf(await service.search(query)).complete) await yieldToMessages();
    expect(valueOf(await service.search(query)).movieIds).toEqual([70]);
  });
});

describe('asking somebody new', () => {
  /** The same pack, which has learned to ask about these first; it does not know movie 999. */
  function askingPack(): TinyPack {
    const questions = { plan: [9, 999, 4], familiarity: [0, 1, 0, 0, 0] };
    const manifest = { ...pack.manifest, questions };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    return { manifest, files: new Map([...pack.files, ['manifest.json', bytes]]) };
  }

  it('asks in the order that was learned, and never about what was rated or not seen', async () => {
    const service = serviceOf(askingPack());
    valueOf(await service.open(openRequest('cpu')));
    const first = valueOf(await service.nextQuestions({ history: [], unseen: [], k: 5 }));
    expect(first.movieIds.slice(0, 2)).toEqual([9, 4]);
    expect(first.movieIds).toHaveLength(5);
    expect(first.known).toBe(0);
    const history = [{ movieId: 9, halfStars: 8, ratedAt: 0 }];
    const next = valueOf(await service.nextQuestions({ history, unseen: [4], k: 20 }));
    expect(next.movieIds).toHaveLength(20);
    for (const movieId of [4, 9]) expect(next.movieIds).not.toContain(movieId);
    expect(next.known).toBeGreaterThan(0);
  });

  it('asks nothing from a pack that has learned nothing about it, and still knows how much it knows', async () => {
    const service = await opened();
    const few = valueOf(await service.nextQuestions({ history: historyOf(3), unseen: [], k: 5 }));
    const many = valueOf(await service.nextQuestions({ history: historyOf(12), unseen: [], k: 5 }));
    expect(few.movieIds).toEqual([]);
    expect(many.known).toBeGreaterThan(few.known);
  });
});
