/**
 * @file Studies of a ranking stage on some people of the first fold: what its inputs are worth (P2), and
 * what its dials cost (P6). Only systems that have such a stage are opened for them.
 */
import type { SystemState } from '../../models/baselines/system';
import type { Fold } from './folds';
import { FRONTIER_JOB, frontierPoints } from './frontier';
import type { Job } from './jobs';
import { crossWeightFigures, IMPORTANCE_JOB, importanceFigures } from './permutationImportance';
import type { ProtocolReport } from './report';
import { runExperiment, type RunContext } from './runExperiment';
import type { SystemEntry } from './systems';

export interface StudyOptions extends RunContext {
  readonly systems: Readonly<Record<string, SystemEntry>>;
}

/** Permutation importance and cross weights. */
export async function studyInputs(
  fold: Fold,
  options: StudyOptions,
): Promise<Pick<ProtocolReport, 'importance' | 'crossWeights'>> {
  const answers = await study(IMPORTANCE_JOB, fold, options);
  if (answers.length === 0) return {};
  return {
    importance: answers.flatMap(([system, state]) => importanceFigures(system, state)),
    crossWeights: answers.flatMap(([system, state]) => crossWeightFigures(system, state)),
  };
}

/** The frontier of accuracy against what each dial is for. */
export async function studyDials(
  fold: Fold,
  options: StudyOptions,
): Promise<Pick<ProtocolReport, 'frontier'>> {
  const answers = await study(FRONTIER_JOB, fold, options);
  if (answers.length === 0) return {};
  return { frontier: answers.flatMap(([system, state]) => frontierPoints(system, fold, state)) };
}

async function study(
  job: Job,
  fold: Fold,
  { systems: all, ...context }: StudyOptions,
): Promise<[string, SystemState][]> {
  const systems = Object.fromEntries(
    Object.entries(all).filter(([, { hasSecondStage }]) => hasSecondStage),
  );
  const experiment = { name: job.name, folds: [fold], systems, jobs: [job] };
  const { answers } = await runExperiment(experiment, context);
  return Object.entries(answers).map(([system, jobs]) => [system, jobs[job.name][0]]);
}
