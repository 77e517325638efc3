/** @file The trade-off of every system on one problem: recall against time and bytes. */
import { BruteForceIndex } from '../../../models/retrieval/bruteForce';
import type { AllowMask } from '../../../models/retrieval/filter';
import { chooseIndex, type TimedIndex } from '../../../models/retrieval/chooseIndex';
import { buildIndex } from '../../../models/retrieval/scann/build';
import { bruteForceBytes } from '../../../models/retrieval/scann/bytesTouched';
import { defaultScannConfig, type ScannConfig } from '../../../models/retrieval/scann/config';
import { encodeIndex } from '../../../models/retrieval/scann/indexFile';
import { halfSquares } from '../../../models/retrieval/scann/nearestCentroid';
import { ScannIndex } from '../../../models/retrieval/scann/scannIndex';
import type { ScannTables } from '../../../models/retrieval/scann/tables';
import { measureEfforts } from '../../../models/retrieval/scann/tune';
import { stageBars, stageProgress } from '../../cli/stageProgress';
import { spreadOf } from '../statistics';
import { buildHnsw } from './hnsw';
import { measurePoint, setExam, type Exam, type MeasuredPoint } from './measure';
import type { SearchProblem } from './syntheticVectors';

const ANSWERS = 100;
const TEST_QUERIES = 200;
/** Large tables are asked less, so that the exact answers do not take minutes. */
const LARGE_TABLE = 500_000;
const TEST_QUERIES_OF_LARGE_TABLES = 40;
const HNSW_BREADTHS = [100, 200, 400, 800];
const TARGET_RECALLS = [0.8, 0.9, 0.95, 0.97, 0.99];
const SEED = 1;
/** Share of the rows that stay when the longest are hidden. */
const KEPT_SHARE = 0.95;

/** One system on one problem. */
export interface Curve {
  readonly system: string;
  /** Null where nothing is built. */
  readonly buildSeconds: number | null;
  readonly points: readonly MeasuredPoint[];
}

/** Everything measured on one problem. */
export interface ProblemReport {
  readonly problem: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly answers: number;
  readonly testQueries: number;
  readonly bruteForceBytes: number;
  readonly scann: Pick<ScannTables, 'optimism' | 'operatingPoints'> & {
    readonly partitions: number;
    readonly subspaces: number;
    readonly fileBytes: number;
  };
  readonly curves: readonly Curve[];
  /** The tuned index with other requests: larger answers, filters. */
  readonly requests: readonly MeasuredPoint[];
  /** Medians on this machine of what the page would choose from. */
  readonly chosen: { readonly name: string; readonly measured: readonly TimedIndex[] };
  readonly peakResidentBytes: number;
}

/** Measures all systems on a problem, one after the other. */
export async function measureProblem(problem: SearchProblem): Promise<ProblemReport> {
  const { items, dimensions } = problem;
  const rows = items.length / dimensions;
  const everything = new Uint8Array(rows).fill(1);
  const count = rows > LARGE_TABLE ? TEST_QUERIES_OF_LARGE_TABLES : TEST_QUERIES;
  const config = defaultScannConfig(rows, dimensions);
  const { tables, buildSeconds } = buildTimed(problem, config);
  const exam = setExam(problem, count, ANSWERS, everything);
  const efforts = measureEfforts(tables, items, problem.buildQueries, [ANSWERS]);
  const scann = [];
  for (const recall of TARGET_RECALLS) {
    const index = new ScannIndex({ ...tables, ...efforts(recall) }, items);
    scann.push(await measureScann(index, exam, `tuned for ${recall}`));
  }
  const requests = await measureRequests(problem, new ScannIndex(tables, items), count);
  const curves = [
    { system: 'ScaNN', buildSeconds, points: scann },
    bruteForceCurve(exam, rows, dimensions),
    await tensorFlowCurve(problem, exam),
    await hnswCurve(problem, exam),
  ];
  return {
    problem: problem.name,
    rows,
    dimensions,
    answers: ANSWERS,
    testQueries: exam.queries.length,
    bruteForceBytes: bruteForceBytes(rows, dimensions),
    scann: {
      partitions: tables.spread.length,
      subspaces: tables.subspaceStart.length - 1,
      fileBytes: encodeIndex(tables).byteLength,
      optimism: tables.optimism,
      operatingPoints: tables.operatingPoints,
    },
    curves,
    requests,
    chosen: await chooseFor(problem, tables, exam),
    peakResidentBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** Builds an index with progress on stderr. */
export function buildTimed(
  { items, dimensions, buildQueries, name }: SearchProblem,
  config: ScannConfig,
): { tables: ScannTables; buildSeconds: number } {
  const bars = stageBars((stage) => `${name}: ${stage}`);
  const started = performance.now();
  const tables = buildIndex(items, dimensions, buildQueries, config, SEED, (...step) =>
    bars.onStep(...step),
  );
  bars.finish();
  return { tables, buildSeconds: (performance.now() - started) / 1000 };
}

/** Runs an exam on a ScaNN index, bytes counted. */
export function measureScann(
  index: ScannIndex,
  exam: Exam,
  setting: string,
): Promise<MeasuredPoint> {
  return measurePoint(exam, setting, (query) => {
    const { found, touched } = index.searchCounted(query, exam.k, exam.allowed);
    return { movies: found.positions, bytes: touched.total };
  });
}

async function measureRequests(
  problem: SearchProblem,
  index: ScannIndex,
  count: number,
): Promise<MeasuredPoint[]> {
  const rows = problem.items.length / problem.dimensions;
  const everyNth = (n: number): AllowMask =>
    Uint8Array.from({ length: rows }, (_, movie) => (movie % n === 0 ? 1 : 0));
  const requests: readonly [string, number, AllowMask][] = [
    ['10 answers', 10, everyNth(1)],
    ['100 answers', 100, everyNth(1)],
    ['400 answers', 400, everyNth(1)],
    ['100 answers, 1 row in 10 allowed', 100, everyNth(10)],
    ['100 answers, 1 row in 100 allowed', 100, everyNth(100)],
    ['100 answers, the longest 5 % of the rows hidden', 100, withoutLongest(problem)],
  ];
  const points = [];
  for (const [setting, k, allowed] of requests) {
    points.push(await measureScann(index, setExam(problem, count, k, allowed), setting));
  }
  return points;
}

/** Long rows are the usual answers, as films that a person has seen are. */
function withoutLongest({ items, dimensions }: SearchProblem): AllowMask {
  const lengths = halfSquares(items, dimensions);
  const limit = lengths.toSorted()[Math.floor(KEPT_SHARE * lengths.length)];
  return Uint8Array.from(lengths, (length) => (length < limit ? 1 : 0));
}

function bruteForceCurve(exam: Exam, rows: number, dimensions: number): Curve {
  const { median, p95 } = spreadOf(exam.exactMs);
  const bytes = bruteForceBytes(rows, dimensions);
  const point = { setting: 'exact', recall: 1, medianMs: median, p95Ms: p95, bytes };
  return { system: 'brute force, JavaScript', buildSeconds: null, points: [point] };
}

async function tensorFlowCurve({ items, dimensions }: SearchProblem, exam: Exam): Promise<Curve> {
  const index = new BruteForceIndex(items, dimensions);
  const bytes = bruteForceBytes(items.length / dimensions, dimensions);
  const point = await measurePoint(exam, 'exact', async (query) => {
    const { positions } = await index.search(query, exam.k, exam.allowed);
    return { movies: positions, bytes };
  });
  index.dispose();
  return { system: 'brute force, TensorFlow.js (WASM)', buildSeconds: null, points: [point] };
}

async function hnswCurve({ items, dimensions }: SearchProblem, exam: Exam): Promise<Curve> {
  const progress = stageProgress('hnswlib-wasm: rows');
  const started = performance.now();
  const rows = items.length / dimensions;
  const graph = await buildHnsw(items, dimensions, (done) => progress.onStep(done, rows));
  const buildSeconds = (performance.now() - started) / 1000;
  progress.finish();
  const points = [];
  for (const breadth of HNSW_BREADTHS) {
    const setting = `efSearch ${breadth}`;
    points.push(
      await measurePoint(exam, setting, (query) => ({
        movies: graph.search(query, exam.k, breadth),
      })),
    );
  }
  return { system: 'hnswlib-wasm', buildSeconds, points };
}

async function chooseFor(
  { items, dimensions }: SearchProblem,
  tables: ScannTables,
  exam: Exam,
): Promise<ProblemReport['chosen']> {
  const chosen = await chooseIndex(
    {
      'brute-force': new BruteForceIndex(items, dimensions),
      scann: new ScannIndex(tables, items),
    },
    exam.queries,
    exam.k,
    exam.allowed,
  );
  chosen.index.dispose();
  return { name: chosen.name, measured: chosen.measured };
}
