/** @file Made-up tables and queries of any size, from a seed. */
import { createRandom, type Random } from '../../../models/dataset/random';

/** Centres of the clustered table. */
const CLUSTERS = 1000;
/** Standard deviation within a cluster, for centres of deviation 1. */
const CLUSTER_SPREAD = 0.4;

/** A table and what is asked of it: queries of the build, and others for the measurement. */
export interface SearchProblem {
  readonly name: string;
  readonly dimensions: number;
  /** `[M, D]` */
  readonly items: Float32Array;
  /** `[Q, D]` */
  readonly buildQueries: Float32Array;
  /** `[Q, D]` */
  readonly testQueries: Float32Array;
}

/** Independent normal vectors: no structure to find, the hardest case. */
export function randomProblem(
  movies: number,
  dimensions: number,
  queries: number,
  seed: number,
): SearchProblem {
  const random = createRandom(seed);
  const draw = (rows: number): Float32Array => normals(rows * dimensions, random);
  return {
    name: 'random',
    dimensions,
    items: draw(movies),
    buildQueries: draw(queries),
    testQueries: draw(queries),
  };
}

/** A mixture of 1,000 normal clusters, rows and queries alike. */
export function clusteredProblem(
  movies: number,
  dimensions: number,
  queries: number,
  seed: number,
): SearchProblem {
  const random = createRandom(seed);
  const centres = normals(CLUSTERS * dimensions, random);
  const draw = (rows: number): Float32Array => {
    const values = normals(rows * dimensions, random);
    for (let row = 0; row < rows; row++) {
      const centre = random.integer(CLUSTERS) * dimensions;
      for (let i = 0; i < dimensions; i++) {
        const at = row * dimensions + i;
        values[at] = centres[centre + i] + CLUSTER_SPREAD * values[at];
      }
    }
    return values;
  };
  return {
    name: 'clustered',
    dimensions,
    items: draw(movies),
    buildQueries: draw(queries),
    testQueries: draw(queries),
  };
}

function normals(count: number, random: Random): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = random.normal();
  return values;
}
