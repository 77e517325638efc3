/**
 * @file Measures how much an index has to touch: on sample queries, how many true neighbours each
 * effort finds, and the effort of the fewest bytes that reaches the wanted recall.
 */
import { selectTopK } from '../topK';
import { EffortGrid } from './effortGrid';
import { innerProduct } from './innerProduct';
import { byteTables, slotScore } from './lookupTables';
import { rankPartitions, transformQuery } from './partitionOrder';
import { bytesPerRow, type ScannTables } from './tables';

/** Queries that are measured; more would change little. */
const TUNING_QUERIES = 64;
/** Spreads above the centroid's score that are tried. */
const OPTIMISMS = [0, 1, 2, 3, 4];

/** What tuning adds to an index. */
export type Tuning = Pick<ScannTables, 'optimism' | 'operatingPoints'>;

/**
 * Measures every effort once.
 *
 * @param queries `[Q, D]`; some of them are measured
 * @param answerSizes sizes of answers, ascending; those of the whole table and above are left out
 * @returns the cheapest tuning for a recall. Deterministic
 */
export function measureEfforts(
  tables: ScannTables,
  items: Float32Array,
  queries: Float32Array,
  answerSizes: readonly number[],
  onProgress: (stage: string, done: number, total: number) => void = () => undefined,
): (targetRecall: number) => Tuning {
  const { dimensions, movies } = tables;
  const sizes = answerSizes.filter((k) => k < movies);
  const grids = OPTIMISMS.map(() => sizes.map((k) => new EffortGrid(tables, k)));
  const slotOf = new Int32Array(movies);
  tables.movieOf.forEach((movie, slot) => {
    slotOf[movie] = slot;
  });
  const available = queries.length / dimensions;
  const total = Math.min(TUNING_QUERIES, available);
  for (let q = 0; q < total; q++) {
    // Spread over all queries, whatever their order.
    const at = Math.floor((q * available) / total) * dimensions;
    const query = queries.subarray(at, at + dimensions);
    const exact = exactOrder(items, query, Math.max(0, ...sizes)).map((movie) => slotOf[movie]);
    const scores = approximateScores(tables, query);
    OPTIMISMS.forEach((optimism, o) => {
      const order = rankPartitions(tables, transformQuery(tables, query), optimism);
      for (const grid of grids[o]) grid.add(order, scores, exact);
    });
    onProgress('operating points', q + 1, total);
  }
  return (targetRecall) => cheapestTuning(grids, targetRecall);
}

/** The optimism that is cheapest for the first size of answer, and its points for all sizes. */
function cheapestTuning(grids: readonly (readonly EffortGrid[])[], recall: number): Tuning {
  const candidates = grids.map((sizes, o) => ({
    optimism: OPTIMISMS[o],
    efforts: sizes.map((grid) => grid.cheapest(recall)),
  }));
  const [best] = candidates.toSorted(
    (a, b) => (a.efforts[0]?.bytes ?? 0) - (b.efforts[0]?.bytes ?? 0),
  );
  return { optimism: best.optimism, operatingPoints: best.efforts.map(({ point }) => point) };
}

/** The true best movies, best first. */
function exactOrder(items: Float32Array, query: Float32Array, k: number): Int32Array {
  const scores = new Float32Array(items.length / query.length);
  for (let movie = 0; movie < scores.length; movie++) {
    scores[movie] = innerProduct(query, items, movie * query.length);
  }
  return selectTopK(scores, k, () => true).positions;
}

/** Approximate scores of all slots, `[M]`. */
function approximateScores(tables: ScannTables, query: Float32Array): Float32Array {
  const { movies, partitionStart, codes, subspaceStart } = tables;
  const transformed = transformQuery(tables, query);
  const lookup = byteTables(tables, transformed);
  const width = bytesPerRow(subspaceStart.length - 1);
  const scores = new Float32Array(movies);
  for (const { partition, base } of rankPartitions(tables, transformed, 0)) {
    for (let slot = partitionStart[partition]; slot < partitionStart[partition + 1]; slot++) {
      scores[slot] = base + slotScore(codes, width, lookup, slot);
    }
  }
  return scores;
}
