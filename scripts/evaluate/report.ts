/** @file The JSON result of an evaluation: a long list of figures, which tables are made of. */
import * as v from 'valibot';
import { crossWeightsSchema, frontierSchema, importanceSchema } from './studyReport';

/** The protocols of `docs/results.md`, in its order. */
export const PROTOCOLS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] as const;

export type ProtocolName = (typeof PROTOCOLS)[number];

/** JSON has no NaN: a figure that does not exist is null. */
const figure = v.nullable(v.number());

const measurementSchema = v.object({
  system: v.string(),
  metric: v.string(),
  /** Ratings given (`10`, `all`), movies shown, or a variant of the protocol. */
  level: v.string(),
  value: figure,
  /** Over people; null where the metric is not a mean over people. */
  standardError: figure,
  /** People, or ratings, behind the value. */
  count: v.number(),
});

const comparisonSchema = v.object({
  system: v.string(),
  reference: v.string(),
  metric: v.string(),
  level: v.string(),
  /** System minus reference, on the same people. */
  difference: v.number(),
  /** 95 % interval of the paired bootstrap over people. */
  low: v.number(),
  high: v.number(),
  p: v.number(),
});

const breakdownSchema = v.object({
  system: v.string(),
  /** What people or movies are grouped by: `movie age`. */
  group: v.string(),
  /** One of the groups: `0 to 4 years`. */
  value: v.string(),
  metric: v.string(),
  mean: figure,
  /** Targets, people or ratings of the group. */
  count: v.number(),
});

const protocolSchema = v.object({
  protocol: v.picklist(PROTOCOLS),
  measurements: v.array(measurementSchema),
  comparisons: v.array(comparisonSchema),
  breakdowns: v.array(breakdownSchema),
  /** Of P2, where a system with a ranking stage ran; on a sample of the first fold. */
  importance: v.optional(v.array(importanceSchema)),
  /** Of the same rankers, and of P4's systems with a cross layer. */
  crossWeights: v.optional(v.array(crossWeightsSchema)),
  /** Of P6, likewise: what the dials cost. */
  frontier: v.optional(v.array(frontierSchema)),
  /** Settings chosen on validation people, for each fold, by system. */
  choices: v.record(v.string(), v.array(v.unknown())),
  /** Full sentences under the tables. */
  notes: v.array(v.string()),
});

export const reportSchema = v.object({
  schemaVersion: v.literal(2),
  /** As typed, without what depends on the computer. */
  command: v.string(),
  data: v.object({
    /** Names of the pooled sets, joined by `+`. */
    name: v.string(),
    ratings: v.number(),
    people: v.number(),
    movies: v.number(),
  }),
  seed: v.number(),
  folds: v.number(),
  /** How many of the folds were run. */
  run: v.number(),
  resamples: v.number(),
  /** Names for tables, by system. */
  titles: v.record(v.string(), v.string()),
  protocols: v.array(protocolSchema),
});

export type Measurement = Readonly<v.InferOutput<typeof measurementSchema>>;
export type Comparison = Readonly<v.InferOutput<typeof comparisonSchema>>;
export type Breakdown = Readonly<v.InferOutput<typeof breakdownSchema>>;
export type ProtocolReport = Readonly<v.InferOutput<typeof protocolSchema>>;
export type EvaluationReport = Readonly<v.InferOutput<typeof reportSchema>>;

/** A protocol without any figure yet. */
export function emptyReport(protocol: ProtocolName): ProtocolReport {
  return {
    protocol,
    measurements: [],
    comparisons: [],
    breakdowns: [],
    choices: {},
    notes: [],
  };
}

/** Level of everything given. */
export const ALL_LEVEL = 'all';

/** `0`, `1`, …, `all`. */
export function levelName(n: number): string {
  return Number.isFinite(n) ? String(n) : ALL_LEVEL;
}

/** Whether a level is a number of ratings given, and not a variant of the protocol. */
export function isGivenLevel(level: string): boolean {
  return level === ALL_LEVEL || /^\d+$/.test(level);
}
