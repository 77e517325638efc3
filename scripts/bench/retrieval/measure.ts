/** @file Recall and time of one way to search, on the test queries of a problem. */
import type { AllowMask } from '../../../models/retrieval/filter';
import { innerProduct } from '../../../models/retrieval/scann/innerProduct';
import { selectTopK } from '../../../models/retrieval/topK';
import { spreadOf } from '../statistics';
import type { SearchProblem } from './syntheticVectors';

/** One setting of one system. */
export interface MeasuredPoint {
  readonly setting: string;
  /** Mean share of the true best `k` that was found. */
  readonly recall: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Bytes of the index and the table that a search reads, or null where it does not say. */
  readonly bytes: number | null;
}

/** What is asked, and the right answers. */
export interface Exam {
  readonly queries: readonly Float32Array[];
  readonly k: number;
  readonly allowed: AllowMask;
  readonly truth: readonly ReadonlySet<number>[];
  /** Times of the exact search in plain JavaScript that gave the truth. */
  readonly exactMs: readonly number[];
}

/** Found movies, and the bytes touched where they are counted. */
export interface Answer {
  readonly movies: ArrayLike<number>;
  readonly bytes?: number;
}

const WARM_UP_QUERIES = 5;

/** Answers the first `count` test queries by exact search, timed. */
export function setExam(
  { items, testQueries, dimensions }: SearchProblem,
  count: number,
  k: number,
  allowed: AllowMask,
): Exam {
  const queries = Array.from({ length: Math.min(count, testQueries.length / dimensions) }, (_, q) =>
    testQueries.slice(q * dimensions, (q + 1) * dimensions),
  );
  const exactMs: number[] = [];
  const truth = queries.map((query) => {
    const started = performance.now();
    const scores = new Float32Array(items.length / dimensions);
    for (let movie = 0; movie < scores.length; movie++) {
      scores[movie] = innerProduct(query, items, movie * dimensions);
    }
    const { positions } = selectTopK(scores, k, (movie) => allowed[movie] === 1);
    exactMs.push(performance.now() - started);
    return new Set(positions);
  });
  return { queries, k, allowed, truth, exactMs };
}

/** Runs an exam on one way to search. */
export async function measurePoint(
  exam: Exam,
  setting: string,
  search: (query: Float32Array) => Answer | Promise<Answer>,
): Promise<MeasuredPoint> {
  for (const query of exam.queries.slice(0, WARM_UP_QUERIES)) await search(query);
  const times: number[] = [];
  let found = 0;
  let wanted = 0;
  let bytes: number | null = 0;
  for (const [q, query] of exam.queries.entries()) {
    const started = performance.now();
    const answer = await search(query);
    times.push(performance.now() - started);
    const truth = exam.truth[q];
    for (let i = 0; i < answer.movies.length; i++) if (truth.has(answer.movies[i])) found++;
    wanted += truth.size;
    bytes = bytes === null || answer.bytes === undefined ? null : bytes + answer.bytes;
  }
  const { median, p95 } = spreadOf(times);
  return {
    setting,
    recall: found / wanted,
    medianMs: median,
    p95Ms: p95,
    bytes: bytes === null ? null : bytes / exam.queries.length,
  };
}
