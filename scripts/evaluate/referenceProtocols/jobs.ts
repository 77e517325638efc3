/** @file What a trained system is asked about people whom it knows. Answers are raw. */
import { precisionAndRecall } from '../../../models/baselines/contentProtocol';
import type { SystemState } from '../../../models/baselines/system';
import { sampleUnrated } from '../../../models/dataset/negatives';
import { createRandom } from '../../../models/dataset/random';
import type { FeatureImportance } from '../../../models/ranking/crossImportance';
import type { Job } from '../jobs';
import { rankFor } from './ranks';
import { decodeObject, encodeObject } from '../objectState';
import type { CrossWeights } from '../studyReport';

/** Unrated movies that the held-out one is ranked among (He et al. 2017). */
const SAMPLED_NEGATIVES = 99;
/** The same negatives for every system. */
const NEGATIVES_SEED = 20_170_403;

/** Lengths of the lists in the document with the content-based model. */
export const PRECISION_CUTOFFS = [10, 20, 50] as const;

/**
 * Places of every held-out rating, people in order: `all` among all movies, those of training
 * included, as the documents measure; `unseen` without the movies that the person rated in training.
 */
export const RANKS_JOB: Job = {
  name: 'ranks',
  kind: 'lists',
  settings: { version: 1 },
  answer: async (system, { people }, onPerson) => {
    const all: number[] = [];
    const unseen: number[] = [];
    for (const [user, { pool, heldOut }] of people.entries()) {
      await onPerson();
      if (heldOut.movies.length === 0) continue;
      const rank = await rankFor(system, { user, pool });
      const known = new Set(pool.movies);
      all.push(...(await rank(heldOut.movies, () => true)));
      unseen.push(...(await rank(heldOut.movies, (movie) => !known.has(movie))));
    }
    return { all: Int32Array.from(all), unseen: Int32Array.from(unseen) };
  },
};

/** Place of each person's held-out movie among it and 99 movies that the person never rated. */
export const SAMPLED_RANKS_JOB: Job = {
  name: 'sampled ranks',
  kind: 'lists',
  settings: { negatives: SAMPLED_NEGATIVES, seed: NEGATIVES_SEED, version: 1 },
  answer: async (system, { people, training }, onPerson) => {
    const random = createRandom(NEGATIVES_SEED);
    const { movieCount } = training.interactions;
    const ranks: number[] = [];
    for (const [user, { pool, heldOut }] of people.entries()) {
      await onPerson();
      if (heldOut.movies.length === 0) continue;
      const rated = Int32Array.of(...pool.movies, ...heldOut.movies).sort();
      const negatives = sampleUnrated(rated, movieCount, SAMPLED_NEGATIVES, random);
      const candidates = new Set([...negatives, ...heldOut.movies]);
      const rank = await rankFor(system, { user, pool });
      ranks.push(...(await rank(heldOut.movies, (movie) => candidates.has(movie))));
    }
    return { ranks: Int32Array.from(ranks) };
  },
};

/** Precision and recall at {@link PRECISION_CUTOFFS} of people with more than twenty ratings. */
export const PRECISION_JOB: Job = {
  name: 'precision and recall',
  kind: 'lists',
  settings: { cutoffs: PRECISION_CUTOFFS, version: 2 },
  answer: async (system, { people, training }) => {
    const heldOut = {
      users: Int32Array.from(
        people.flatMap(({ heldOut: { movies } }, user) => Array.from(movies, () => user)),
      ),
      movies: Int32Array.from(people.flatMap(({ heldOut: { movies } }) => Array.from(movies))),
    };
    const interactions = training.interactions;
    const means = await precisionAndRecall(system, interactions, heldOut, PRECISION_CUTOFFS);
    return {
      precision: Float64Array.from(means, ({ precision }) => precision),
      recall: Float64Array.from(means, ({ recall }) => recall),
    };
  },
};

/** Which features a model's cross layer multiplies, where it has one. */
export const CROSS_WEIGHTS_JOB: Job = {
  name: 'cross weights',
  kind: 'lists',
  settings: { version: 2 },
  answer: ({ featureImportance }) =>
    Promise.resolve(featureImportance ? encodeObject(featureImportance) : {}),
};

/** The state comes from this version of {@link CROSS_WEIGHTS_JOB}: the cache's key says so. */
export function measureCrossWeights(system: string, state: SystemState): CrossWeights[] {
  if (Object.keys(state).length === 0) return [];
  const { features, norms } = decodeObject(state) as FeatureImportance;
  return [{ system, features: [...features], norms: norms.map((row) => [...row]) }];
}
