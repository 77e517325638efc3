/**
 * @file A small recommender for tests of the page: forty made-up films, answers that follow from the
 * request alone, and any method replaceable.
 */
import type {
  Answer,
  CatalogueColumns,
  Explanation,
  FineTuneAnswer,
  HistoryEntry,
  OpenAnswer,
  Problem,
  RecommendAnswer,
  RecommenderApi,
  RecommendRequest,
  SimilarAnswer,
  WorkerStatus,
} from '../contract';

export const RATED_FILMS = 40;
export const ALL_FILMS = 50;
const GENRE_NAMES = ['Comedy', 'Drama', 'Western'];

/** The film with id `i` was rated `1000 - 10 i` times, so a lower id is more popular. */
export function columns(tier: 'rated' | 'unrated'): CatalogueColumns {
  const first = tier === 'rated' ? 1 : RATED_FILMS + 1;
  const last = tier === 'rated' ? RATED_FILMS : ALL_FILMS;
  const ids = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const isRated = tier === 'rated';
  return {
    tier,
    movieId: Int32Array.from(ids),
    title: ids.map((id) => `Film ${id}`),
    alternateTitle: ids.map(() => ''),
    year: Int16Array.from(ids, (id) => 1950 + id),
    genres: Int32Array.from(ids, (id) => 1 << (id % GENRE_NAMES.length)),
    genreNames: GENRE_NAMES,
    imdbId: Int32Array.from(ids, (id) => 1000 + id),
    tmdbId: Int32Array.from(ids, (id) => (isRated ? id : 0)),
    ratingCount: Int32Array.from(ids, (id) => (isRated ? 1000 - 10 * id : 0)),
    ratingMean: Float32Array.from(ids, (id) => (isRated ? 2 + (id % 5) / 2 : 0)),
    x: Float32Array.from(ids, (id) => (isRated ? id / RATED_FILMS : Number.NaN)),
    y: Float32Array.from(ids, (id) => (isRated ? id / RATED_FILMS : Number.NaN)),
  };
}

export function openAnswer(version = 'pack-1'): Answer<OpenAnswer> {
  return {
    ok: true,
    value: {
      summary: {
        name: 'tiny',
        version,
        movieCount: { rated: RATED_FILMS, all: ALL_FILMS },
        ratingCount: 1,
        userCount: 1,
        datasets: [],
        seed: 1,
        licence: { name: '', url: '', acknowledgement: '' },
        blocks: [{ name: 'ratings', dimensions: 1 }],
        demographics: { genders: [], ageGroups: [], occupations: [] },
        alternatives: [],
        training: { validationNdcgAt100: {}, lossCurve: [], validationRmse: 1 },
        bytes: 100,
        problem: null,
      },
      catalogue: columns('rated'),
    },
  };
}

export const STATUS: WorkerStatus = {
  backend: 'wasm',
  failed: [],
  packVersion: 'pack-1',
  tensors: 3,
  tensorBytes: 12,
  rebuilds: 0,
  answered: 0,
};

export function failing(code: Problem['code']): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message: `It is ${code}.`, action: 'Do something.' } };
}

/**
 * Recommends unseen films by their distance to the mean of the rated ids, and the most popular ones to
 * somebody who rated nothing. The fitted vector is that mean.
 */
export function fakeRecommender(overrides: Partial<RecommenderApi> = {}): RecommenderApi {
  return {
    open: () => Promise.resolve(openAnswer()),
    loadUnrated: () => done(columns('unrated')),
    fineTune: ({ history }) => done(fitted(history)),
    recommend: (request) => done(recommended(request)),
    predict: ({ movieIds }) =>
      done({
        stars: Float32Array.from(movieIds, starsOf),
        deviation: Float32Array.from(movieIds, deviationOf),
      }),
    similar: ({ movieId, k, exclude }) => done(neighbours(movieId, k, exclude)),
    explain: ({ movieId, history }) => done(explained(movieId, history)),
    nextQuestions: ({ history }) => done({ movieIds: [], known: knownAfter(history.length) }),
    search: ({ query, limit }) => {
      const movieIds = RATED_IDS.filter((id) => `Film ${id}`.includes(query)).slice(0, limit);
      return done({ movieIds, complete: true });
    },
    modelCard: () => done(null),
    status: () => Promise.resolve(STATUS),
    erase: () => done(null),
    ...overrides,
  };
}

const RATED_IDS = Array.from({ length: RATED_FILMS }, (_, i) => i + 1);

function done<T>(value: T): Promise<Answer<T>> {
  return Promise.resolve({ ok: true, value });
}

function knownAfter(ratings: number): number {
  return ratings / (ratings + 10);
}

function starsOf(id: number): number {
  return id > RATED_FILMS ? Number.NaN : 1 + (id % 4);
}

function deviationOf(id: number): number {
  return id > RATED_FILMS ? Number.NaN : 0.5;
}

function fitted(history: readonly HistoryEntry[]): FineTuneAnswer {
  const mean = history.reduce((sum, { movieId }) => sum + movieId, 0) / history.length;
  return {
    embedding: { packVersion: 'pack-1', vector: Float32Array.of(mean) },
    curve: [
      { step: 0, loss: 2 },
      { step: 1, loss: 1 },
    ],
    milliseconds: 3,
    relativeResidual: 0,
    place: { x: mean / RATED_FILMS, y: 0.5 },
    usedRatings: history.length,
  };
}

function recommended(request: RecommendRequest): RecommendAnswer {
  const { history, embedding, filter, dials, k } = request;
  const own = history.length > 0 ? fitted(history).embedding : null;
  const [centre] = (embedding ?? own)?.vector ?? [0];
  const seen = new Set(filter.hideSeen ? history.map(({ movieId }) => movieId) : []);
  const items = RATED_IDS.filter((id) => !seen.has(id) && !filter.exclude.includes(id))
    .filter(
      (id) => filter.anyGenre === 0 || (filter.anyGenre & (1 << (id % GENRE_NAMES.length))) !== 0,
    )
    .sort((a, b) => Math.abs(a - centre) - Math.abs(b - centre) || a - b)
    .sort((a, b) => Math.sign(dials.popularity) * (a - b))
    .slice(0, k)
    .map((movieId) => ({
      movieId,
      score: -Math.abs(movieId - centre),
      stars: starsOf(movieId),
      because: history[0]?.movieId ?? null,
    }));
  return { items, timing: { retrievalMs: 1, rankingMs: 1, totalMs: 2 } };
}

/** The next higher ids. */
function neighbours(movieId: number, k: number, exclude: readonly number[]): SimilarAnswer {
  const ids = Array.from({ length: k + exclude.length }, (_, i) => movieId + i);
  const items = ids.filter((id) => !exclude.includes(id)).slice(0, k);
  return { items: items.map((id) => ({ movieId: id, similarity: 1 / (id - movieId + 1) })) };
}

/** Each rating contributes 1. */
function explained(movieId: number, history: readonly HistoryEntry[]): Explanation {
  return {
    movieId,
    score: history.length,
    stars: starsOf(movieId),
    ratings: history.map((entry) => ({
      movieId: entry.movieId,
      halfStars: entry.halfStars,
      contribution: 1,
    })),
    popularity: 0,
    groups: [],
  };
}
