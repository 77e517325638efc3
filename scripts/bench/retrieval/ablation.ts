/** @file What each choice of the ScaNN index is worth: one changed at a time. */
import { defaultScannConfig, type ScannConfig } from '../../../models/retrieval/scann/config';
import { ScannIndex } from '../../../models/retrieval/scann/scannIndex';
import { buildTimed, measureScann } from './curves';
import { setExam, type MeasuredPoint } from './measure';
import type { SearchProblem } from './syntheticVectors';

const ANSWERS = 100;
const TEST_QUERIES = 400;

/** Measures the default configuration and its variants at their own tuned operating points. */
export async function measureVariants(problem: SearchProblem): Promise<MeasuredPoint[]> {
  const rows = problem.items.length / problem.dimensions;
  const base = defaultScannConfig(rows, problem.dimensions);
  const variants: readonly [string, Partial<ScannConfig>][] = [
    ['as shipped', {}],
    ['space not shaped by queries', { isQueryAware: false }],
    ['plain quantisation loss (T = 0)', { threshold: 0 }],
    ['T = 0.4', { threshold: 0.4 }],
    ['half the subspaces', { subspaces: base.subspaces / 2 }],
    ['twice the subspaces', { subspaces: base.subspaces * 2 }],
    ['half the partitions', { partitions: base.partitions / 2 }],
    ['twice the partitions', { partitions: base.partitions * 2 }],
  ];
  const exam = setExam(problem, TEST_QUERIES, ANSWERS, new Uint8Array(rows).fill(1));
  const points = [];
  for (const [setting, change] of variants) {
    const { tables } = buildTimed(problem, { ...base, ...change });
    points.push(await measureScann(new ScannIndex(tables, problem.items), exam, setting));
  }
  return points;
}
