/** @file P4: every system under the reference documents' own protocols, beside their own figures. */
import type { SystemState } from '../../../models/baselines/system';
import type { Fold } from '../folds';
import type { Job } from '../jobs';
import { RANDOM_STARS_JOB } from '../randomRatings';
import { emptyReport, type Measurement, type ProtocolReport } from '../report';
import { runExperiment, type ExperimentOutcome, type RunContext } from '../runExperiment';
import type { SystemEntry } from '../systems';
import type { TrainingSet } from '../../../models/baselines/system';
import { measureKnownStars, measurePrecision, measureRanks, measureSampledRanks } from './figures';
import { leaveOneOutFold, randomFold } from './folds';
import {
  CROSS_WEIGHTS_JOB,
  measureCrossWeights,
  PRECISION_JOB,
  RANKS_JOB,
  SAMPLED_RANKS_JOB,
} from './jobs';

const NOTES = [
  'Top-k accuracy is the share of held-out ratings whose movie is among the first k of all movies; ties count against a system. The documents leave the movies of training among the candidates, where a system that remembers them loses places to them.',
  'Leave-one-out holds out a random rating of everybody, as not every set has times (this copy of ML-1M has none), and ranks it among 99 movies that the person never rated.',
] as const;

export interface ReferenceOptions extends RunContext {
  readonly set: TrainingSet;
  readonly systems: Readonly<Record<string, SystemEntry>>;
}

/** Trains every system on two splits of the ratings and measures it as the documents do. */
export async function runReferenceProtocol(options: ReferenceOptions): Promise<ProtocolReport> {
  const { set, seed, systems } = options;
  const random = randomFold(set, seed);
  const randomJobs = [RANKS_JOB, PRECISION_JOB, RANDOM_STARS_JOB, CROSS_WEIGHTS_JOB];
  const split = await runOn('random 80/20', random, randomJobs, options);
  const leftOut = await runOn(
    'leave-one-out',
    leaveOneOutFold(set, seed),
    [SAMPLED_RANKS_JOB],
    options,
  );
  const measurements = Object.keys(systems).flatMap((system): Measurement[] => [
    ...measureEach(split, RANKS_JOB, system, (state) => measureRanks(system, state)),
    ...measureEach(leftOut, SAMPLED_RANKS_JOB, system, (state) =>
      measureSampledRanks(system, state),
    ),
    ...measureEach(split, RANDOM_STARS_JOB, system, (state) =>
      measureKnownStars(system, random, state),
    ),
    ...measureEach(split, PRECISION_JOB, system, (state) => measurePrecision(system, state)),
  ]);
  const crossWeights = Object.keys(systems).flatMap((system) =>
    measureEach(split, CROSS_WEIGHTS_JOB, system, (state) => measureCrossWeights(system, state)),
  );
  return { ...emptyReport('P4'), measurements, crossWeights, notes: [...NOTES] };
}

function runOn(
  name: string,
  fold: Fold,
  jobs: readonly Job[],
  { systems, ...context }: ReferenceOptions,
): Promise<ExperimentOutcome> {
  return runExperiment({ name, folds: [fold], systems, jobs }, context);
}

/** Something of a system's answers to a job of one fold; nothing where it was not asked. */
function measureEach<T>(
  { answers }: ExperimentOutcome,
  { name }: Job,
  system: string,
  measure: (state: SystemState) => T[],
): T[] {
  return (answers[system]?.[name] ?? []).flatMap(measure);
}
