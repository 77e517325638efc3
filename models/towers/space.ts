/**
 * @file The two-tower space: fold-in blocks side by side, plus one dimension of popularity.
 *
 * Both towers end in the same space, so retrieval is one inner product. For a person with embedding
 * `u = [u_1, u_2, …]` and `n` ratings, the score of movie `m` is
 *
 *     s(m) = Σ_b g_b (u_b · v_bm) / σ_b(u) + w(n) p_m,    σ_b(u)² = u_bᵀ Cov(V_b) u_b
 *
 * Dividing by the standard deviation of a person's scores over the catalogue makes blocks, and
 * people with few and many ratings, comparable. `p` is standardised popularity. A space may have more
 * dimensions, for what is known of a person besides ratings (`context.ts`).
 */
import type { PersonContext } from '../dataset/columns';
import type { Block } from './block';
import { contextQuery, type ContextPrior } from './context';
import { curveAt, type Curve } from './curve';
import { bilinear } from './gram';

export interface PopularityPrior {
  /** `w(n)` over the ratings given. */
  readonly weight: Curve;
  /** `[M]` standardised number of likes. */
  readonly popularity: Float32Array;
}

export interface TwoTowerSpace {
  readonly blocks: readonly Block[];
  readonly prior: PopularityPrior;
  readonly context?: ContextPrior;
  /** `Σ D_b`: length of a user embedding. */
  readonly userDimensions: number;
  /** `Σ D_b + 1 + C`: length of a query and of an item row. */
  readonly queryDimensions: number;
  readonly movieCount: number;
}

/** Puts blocks and priors together. */
export function createSpace(
  blocks: readonly Block[],
  prior: PopularityPrior,
  context?: ContextPrior,
): TwoTowerSpace {
  const userDimensions = blocks.reduce((total, block) => total + block.dimensions, 0);
  return {
    blocks,
    prior,
    context,
    userDimensions,
    queryDimensions: userDimensions + 1 + (context?.values.length ?? 0),
    movieCount: prior.popularity.length,
  };
}

/** Movie side of the space, `[M, Σ D + 1 + C]`: block embeddings, popularity, context. */
export function itemTable(space: TwoTowerSpace): Float32Array {
  const width = space.queryDimensions;
  const table = new Float32Array(space.movieCount * width);
  for (let movie = 0; movie < space.movieCount; movie++) {
    let at = movie * width;
    for (const { embedding, dimensions } of space.blocks) {
      table.set(embedding.subarray(movie * dimensions, (movie + 1) * dimensions), at);
      at += dimensions;
    }
    table[at++] = space.prior.popularity[movie];
    for (let c = 0; at < (movie + 1) * width; c++) {
      table[at++] = space.context?.columns[c * space.movieCount + movie] ?? 0;
    }
  }
  return table;
}

/** Factor `g_b / σ_b(u)` of each block; 0 for a block whose embedding is the zero vector. */
export function blockGains(space: TwoTowerSpace, user: Float32Array): number[] {
  let at = 0;
  return space.blocks.map((block) => {
    const part = user.subarray(at, at + block.dimensions);
    at += block.dimensions;
    const variance = bilinear(part, block.covariance, part, block.dimensions);
    return variance > 0 ? block.weight / Math.sqrt(variance) : 0;
  });
}

/** Weight of the popularity prior after `ratings` usable ratings. */
export function priorWeight(prior: PopularityPrior, ratings: number): number {
  return curveAt(prior.weight, ratings);
}

/**
 * User side of the space: the query whose inner product with a row of {@link itemTable} is the
 * retrieval score.
 *
 * @param user `[Σ D]` user embedding, zero for nobody
 * @param ratings number of usable ratings behind it
 * @param person what is known of them besides; nothing if omitted
 */
export function queryOf(
  space: TwoTowerSpace,
  user: Float32Array,
  ratings: number,
  person?: PersonContext,
): Float32Array {
  const query = new Float32Array(space.queryDimensions);
  const gains = blockGains(space, user);
  let at = 0;
  space.blocks.forEach((block, b) => {
    for (let i = at; i < at + block.dimensions; i++) query[i] = gains[b] * user[i];
    at += block.dimensions;
  });
  query[at] = priorWeight(space.prior, ratings);
  if (space.context && person) query.set(contextQuery(space.context, person, ratings), at + 1);
  return query;
}

/** What the context of a query adds to the score of one movie; 0 in a space without context. */
export function contextScore(space: TwoTowerSpace, query: Float32Array, movie: number): number {
  const { context, userDimensions, movieCount } = space;
  if (!context) return 0;
  return context.values.reduce(
    (sum, _, c) => sum + query[userDimensions + 1 + c] * context.columns[c * movieCount + movie],
    0,
  );
}

/** `(x − mean) / deviation` of each element; all zeros when they are all equal. */
export function standardized(values: ArrayLike<number>): Float32Array {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const variance = list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return Float32Array.from(list, (value) => (value - mean) * scale);
}
