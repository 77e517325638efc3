import { beforeAll, describe, expect, it } from 'vitest';
import { contentTable } from '../../models/baselines/contentTable';
import type { SystemState } from '../../models/baselines/system';
import { createRandom } from '../../models/dataset/random';
import { encodeAlternative } from '../../models/pack/alternatives';
import { sha256Hex } from '../../models/pack/load';
import { parseManifest } from '../../models/pack/manifest';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import type { Answer, RecommendRequest } from '../recommender.api';
import { withoutGpu } from './testing/backends';
import { createTinyPack, type TinyPack } from './testing/tinyPack';
import { historyOf, NO_FILTER, openRequest, PACK_URL, storeOf } from './testing/tinyService';
import { RecommenderService } from './service';

const MOVIES = 60;
const DIMENSIONS = 5;
const K = 10;
const CONTENT_FILE = 'content.bin';
const POPULARITY_FILE = 'popularity.bin';

const person = { history: historyOf(12), embedding: null };
const recommend = { ...person, filter: NO_FILTER, dials: NEUTRAL_DIALS, k: K };
const byContent = { ...recommend, system: 'content' };

/** Features of unit length; the counts of likes are all different. */
const content = contentState();
let pack: TinyPack;

beforeAll(async () => {
  pack = await withSystems(await createTinyPack());
});

function contentState(): SystemState {
  const random = createRandom(8);
  const items = new Float32Array(MOVIES * DIMENSIONS).map(() => random.normal());
  for (let start = 0; start < items.length; start += DIMENSIONS) {
    const norm = Math.hypot(...items.subarray(start, start + DIMENSIONS));
    for (let i = start; i < start + DIMENSIONS; i++) items[i] /= norm;
  }
  return {
    items,
    likes: Float32Array.from({ length: MOVIES }, (_, movie) => (movie * 7) % MOVIES),
  };
}

/** The pack with a content-based system and popularity. */
async function withSystems({ manifest, files }: TinyPack): Promise<TinyPack> {
  const systems = [
    { name: 'content', kind: 'content', file: CONTENT_FILE, settings: { weight: 'log' } },
    { name: 'popularity', kind: 'popularity', file: POPULARITY_FILE, settings: {} },
  ] as const;
  const entries = { ...manifest.files };
  const contents = new Map(files);
  const alternatives: unknown[] = [];
  for (const system of systems) {
    const { bytes, tensors } = encodeAlternative(system.kind, content, MOVIES);
    const sha256 = await sha256Hex(bytes);
    entries[system.file] = { bytes: bytes.length, sha256, tier: 'later', encoding: 'identity' };
    contents.set(system.file, bytes);
    alternatives.push({ ...system, title: `By ${system.name}`, tensors });
  }
  const complete = parseManifest({ ...manifest, alternatives, files: entries });
  contents.set('manifest.json', new TextEncoder().encode(JSON.stringify(complete)));
  return { manifest: complete, files: contents };
}

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

/** A service whose network can be taken away, and which remembers the paths that it asked for. */
async function opened(of = pack) {
  const network = { isUp: true, asked: [] as string[] };
  const store = storeOf({ pack: of });
  const service = new RecommenderService({
    backends: withoutGpu,
    store: {
      ...store,
      fetch: (url, init) => {
        network.asked.push(url.replace(PACK_URL, ''));
        return network.isUp ? store.fetch(url, init) : Promise.reject(new TypeError('offline'));
      },
    },
  });
  const { summary } = valueOf(await service.open(openRequest('cpu')));
  return { service, network, summary };
}

async function idsBy(service: RecommenderService, request: RecommendRequest): Promise<number[]> {
  const { items } = valueOf(await service.recommend(request));
  return items.map(({ movieId }) => movieId);
}

describe('the other systems of a pack', () => {
  it('are told with the pack, whose size is told without them', async () => {
    const { summary, network } = await opened();
    const { files } = pack.manifest;
    expect(summary.alternatives).toEqual([
      { name: 'content', title: 'By content', kind: 'content', bytes: files[CONTENT_FILE].bytes },
      {
        name: 'popularity',
        title: 'By popularity',
        kind: 'popularity',
        bytes: files[POPULARITY_FILE].bytes,
      },
    ]);
    const all = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
    const later = files[CONTENT_FILE].bytes + files[POPULARITY_FILE].bytes;
    expect(summary.bytes).toBe(all - later);
    expect(network.asked).not.toContain(CONTENT_FILE);
  });

  it('are none for a pack without them', async () => {
    const { service, summary } = await opened(await createTinyPack());
    expect(summary.alternatives).toEqual([]);
    expect(await service.recommend(byContent)).toMatchObject({
      problem: { code: 'unknown-system' },
    });
  });

  it('make the list in the order of their own score, within the filter', async () => {
    const { service } = await opened();
    const filter = { ...NO_FILTER, exclude: [20, 21], anyGenre: 1 };
    const { items } = valueOf(await service.recommend({ ...byContent, filter }));
    const genres = valueOf(await service.open(openRequest('cpu'))).catalogue.genres;
    const history = {
      movies: Int32Array.from(person.history, ({ movieId }) => movieId - 1),
      halfStars: Uint8Array.from(person.history, ({ halfStars }) => halfStars),
    };
    const table = contentTable(content, { weight: 'log' });
    const query = table.queryOf(history);
    const scoreOf = (movieId: number): number =>
      query.reduce((sum, x, i) => sum + x * table.items[(movieId - 1) * table.dimensions + i], 0);
    const allowed = Array.from({ length: MOVIES }, (_, i) => i + 1).filter(
      (id) => id > 12 && id !== 20 && id !== 21 && (genres[id - 1] & 1) === 1,
    );
    const expected = allowed.sort((a, b) => scoreOf(b) - scoreOf(a)).slice(0, K);
    expect(items).toHaveLength(expected.length);
    items.forEach(({ movieId, score, because, stars }, rank) => {
      // Quantised rows may swap neighbours.
      expect(score).toBeCloseTo(scoreOf(movieId), 1);
      expect(score).toBeCloseTo(scoreOf(expected[rank]), 1);
      expect(because).toBeNull();
      expect(stars).toBeGreaterThanOrEqual(0.5);
    });
  });

  it('pay no heed to the dials, and give somebody new the popular films', async () => {
    const { service } = await opened();
    const turned = { ...byContent, dials: { diversity: 1, calibration: 1, popularity: -1 } };
    expect(await idsBy(service, turned)).toEqual(await idsBy(service, byContent));
    const popular = await idsBy(service, { ...byContent, history: [] });
    const likes = Array.from(content.likes);
    const byLikes = likes.map((_, movie) => movie).sort((a, b) => likes[b] - likes[a]);
    expect(popular).toEqual(byLikes.slice(0, K).map((movie) => movie + 1));
  });

  it('leave the model as it was, and no tensor', async () => {
    const { service } = await opened();
    const before = valueOf(await service.recommend(recommend)).items;
    const other = valueOf(await service.recommend(byContent)).items;
    expect(other.map(({ movieId }) => movieId)).not.toEqual(before.map(({ movieId }) => movieId));
    expect(valueOf(await service.recommend(recommend)).items).toEqual(before);
    expect(service.leakedTensors).toBe(0);
  });
});

describe('the file of a system', () => {
  it('is downloaded once, and found on this device after the next start', async () => {
    const { service, network } = await opened();
    await idsBy(service, byContent);
    await idsBy(service, byContent);
    expect(network.asked.filter((path) => path === CONTENT_FILE)).toHaveLength(1);
    valueOf(await service.open(openRequest('cpu')));
    network.isUp = false;
    expect(await idsBy(service, byContent)).toHaveLength(K);
  });

  it('that cannot be reached is a problem, until it can', async () => {
    const { service, network } = await opened();
    network.isUp = false;
    expect(await service.recommend(byContent)).toMatchObject({ problem: { code: 'offline' } });
    expect(await idsBy(service, recommend)).toHaveLength(K);
    network.isUp = true;
    expect(await idsBy(service, byContent)).toHaveLength(K);
  });

  it.each([
    ['missing', null, 'pack-missing'],
    ['cut short', new Uint8Array(3), 'pack-truncated'],
  ])('that is %s is a problem of its own', async (_, bytes, code) => {
    const others = [...pack.files].filter(([path]) => path !== CONTENT_FILE);
    const files = new Map(bytes ? [...others, [CONTENT_FILE, bytes] as const] : others);
    const { service } = await opened({ ...pack, files });
    expect(await service.recommend(byContent)).toMatchObject({ problem: { code } });
    expect(await idsBy(service, { ...recommend, system: 'popularity' })).toHaveLength(K);
  });
});
