/** @file The part of a JSON result that studies leave: what rankers read and cross, and what dials cost. */
import * as v from 'valibot';

/** JSON has no NaN: a figure that does not exist is null. */
const figure = v.nullable(v.number());

/** Loss of NDCG@100 when the ranker reads something else in place of a feature. */
export const importanceSchema = v.object({
  system: v.string(),
  /** Ratings given (`10`, `all`). */
  level: v.string(),
  /** `ranker`: the whole correction is left out, and the order is that of retrieval. */
  kind: v.picklist(['ranker', 'group', 'feature']),
  feature: v.string(),
  loss: figure,
  /** Over people, the draw of the permutation included. */
  standardError: figure,
  /** People. */
  count: v.number(),
});

export const crossWeightsSchema = v.object({
  system: v.string(),
  features: v.array(v.string()),
  /** `[features][features]`, of `crossBlockNorms` */
  norms: v.array(v.array(v.number())),
});

/** Means over people at one setting of the dials, with everything given. */
export const frontierSchema = v.object({
  system: v.string(),
  /** `neutral`, `diversity 0.5 (MMR)` */
  setting: v.string(),
  people: v.number(),
  ndcg20: figure,
  ndcg100: figure,
  /** Paired difference of NDCG@100 to neutral dials. */
  change: figure,
  changeStandardError: figure,
  /** Of the first twenty, by genres and by who rated the movies. */
  genreDiversity: figure,
  audienceDiversity: figure,
  /** Nats. */
  calibrationKl: figure,
  popularityPercentile: figure,
  /** Bits. */
  novelty: figure,
});

export type Importance = Readonly<v.InferOutput<typeof importanceSchema>>;
export type CrossWeights = Readonly<v.InferOutput<typeof crossWeightsSchema>>;
export type FrontierPoint = Readonly<v.InferOutput<typeof frontierSchema>>;
