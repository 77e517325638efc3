/**
 * @file What each group of features adds to the ranker's correction of one score: exact Shapley values
 * (Shapley 1953; Lundberg and Lee 2017) against an average pair, all coalitions computed at once.
 */
import { columnsOf, FEATURE_GROUPS, type FeatureGroup } from '../ranking/featureNames';
import { HEADS } from '../ranking/network';

export interface GroupContribution {
  /** `average pair` is what the ranker adds to a pair of mean features. */
  readonly group: FeatureGroup | 'average pair';
  readonly contribution: number;
}

/**
 * The groups' contributions; their sum is the correction.
 *
 * @param correct the network: `[rows, F]` to `[rows, HEADS]`
 * @param features `[F]` of the pair
 * @param average `[F]` mean features
 * @param share of the correction in the score
 */
export async function groupContributions(
  correct: (features: Float32Array, rows: number) => Promise<Float32Array>,
  features: Float32Array,
  average: Float32Array,
  genreCount: number,
  share: number,
): Promise<GroupContribution[]> {
  const groups = FEATURE_GROUPS.length;
  const coalitions = 2 ** groups;
  const columns = FEATURE_GROUPS.map((group) => columnsOf(group, genreCount));
  const width = features.length;
  const rows = new Float32Array(coalitions * width);
  for (let coalition = 0; coalition < coalitions; coalition++) {
    rows.set(average, coalition * width);
    columns.forEach((members, g) => {
      if (((coalition >> g) & 1) === 0) return;
      for (const column of members) rows[coalition * width + column] = features[column];
    });
  }
  const output = await correct(rows, coalitions);
  const value = (coalition: number): number => share * output[coalition * HEADS];
  const contributions: GroupContribution[] = FEATURE_GROUPS.map((group, g) => {
    let contribution = 0;
    for (let coalition = 0; coalition < coalitions; coalition++) {
      if ((coalition >> g) & 1) continue;
      const gain = value(coalition | (1 << g)) - value(coalition);
      contribution += shapleyWeight(sizeOf(coalition), groups) * gain;
    }
    return { group, contribution };
  });
  return [...contributions, { group: 'average pair', contribution: value(0) }];
}

/** `s! (n − s − 1)! / n!` */
function shapleyWeight(size: number, groups: number): number {
  return (factorial(size) * factorial(groups - size - 1)) / factorial(groups);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}
