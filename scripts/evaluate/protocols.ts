/** @file Runs the protocols that were asked for; those on the same folds share models and answers. */
import type { TrainingSet } from '../../models/baselines/system';
import type { BootstrapOptions } from '../../models/metrics/bootstrap';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { measureBeyond } from './beyondFigures';
import { breakDownLists, breakDownStars } from './breakdowns';
import { dealFolds, likesOnly, type Fold } from './folds';
import { listsJob, starsJob, type Job } from './jobs';
import { compareLists, measureLists, scoreLists, type ListScores } from './listFigures';
import { measureOnboarding, ONBOARDING_JOBS } from './onboarding';
import { RANDOM_STARS_JOB, randomRatingsFold } from './randomRatings';
import { runReferenceProtocol } from './referenceProtocols/run';
import { emptyReport, type ProtocolName, type ProtocolReport } from './report';
import { runExperiment, type ExperimentOutcome, type RunContext } from './runExperiment';
import { compareStars, measureStars, scoreStars } from './starFigures';
import { studyDials, studyInputs } from './studies';
import type { SystemEntry } from './systems';

/** Ratings given, for the curve. */
const GIVEN = [0, 1, 3, 5, 10, 20, 50, ALL_RATINGS] as const;
/** Level of the random split of ratings in P3. */
const RANDOM_LEVEL = 'random 90/10';

const EVERYTHING = [ALL_RATINGS] as const;
const LISTS_JOB = listsJob(GIVEN);
const LIKES_JOB = listsJob(EVERYTHING);
const STARS_JOB = starsJob(GIVEN);

export interface ProtocolOptions extends RunContext {
  readonly set: TrainingSet;
  readonly systems: Readonly<Record<string, SystemEntry>>;
  readonly folds: number;
  /** How many of the folds to run. */
  readonly run: number;
  readonly resamples: number;
  /** Whether the random split of ratings is part of P3. */
  readonly withRandomRatings: boolean;
}

/** Everything rated: P2, P3, P5 and P6 ask the same models about the same people. */
interface Shared {
  readonly folds: readonly Fold[];
  readonly outcome: ExperimentOutcome;
}

type SharedProtocol = 'P2' | 'P3' | 'P5' | 'P6';

const JOBS: Readonly<Record<SharedProtocol, readonly Job[]>> = {
  P2: [LISTS_JOB],
  P3: [STARS_JOB],
  P5: ONBOARDING_JOBS,
  P6: [LISTS_JOB],
};

/** Reports in the order of the protocols' names. */
export async function runProtocols(
  protocols: readonly ProtocolName[],
  options: ProtocolOptions,
): Promise<ProtocolReport[]> {
  const wanted = [...new Set(protocols)].sort();
  const shared = await runShared(wanted.filter(isShared), options);
  const reports: ProtocolReport[] = [];
  for (const protocol of wanted) reports.push(await reportOf(protocol, shared, options));
  return reports;
}

async function reportOf(
  protocol: ProtocolName,
  shared: Shared,
  options: ProtocolOptions,
): Promise<ProtocolReport> {
  switch (protocol) {
    case 'P1':
      return likedOnly(options);
    case 'P2':
      return {
        ...everythingRated(shared, options),
        ...(await studyInputs(shared.folds[0], options)),
      };
    case 'P3':
      return predictedStars(shared, options);
    case 'P4':
      return runReferenceProtocol(options);
    case 'P5':
      return { ...emptyReport('P5'), measurements: measureOnboarding(shared.outcome) };
    case 'P6':
      return { ...beyondAccuracy(shared), ...(await studyDials(shared.folds[0], options)) };
  }
}

function isShared(protocol: ProtocolName): protocol is SharedProtocol {
  return protocol in JOBS;
}

async function runShared(
  protocols: readonly SharedProtocol[],
  options: ProtocolOptions,
): Promise<Shared> {
  const jobs = [...new Set(protocols.flatMap((protocol) => JOBS[protocol]))];
  if (jobs.length === 0) return { folds: [], outcome: { answers: {}, choices: {} } };
  const folds = dealFolds(options.set, options.folds, options.seed).slice(0, options.run);
  const { systems } = options;
  const outcome = await runExperiment({ name: 'everything rated', folds, systems, jobs }, options);
  return { folds, outcome };
}

async function likedOnly(options: ProtocolOptions): Promise<ProtocolReport> {
  const folds = dealFolds(likesOnly(options.set), options.folds, options.seed).slice(
    0,
    options.run,
  );
  const { systems } = options;
  const experiment = { name: 'likes only', folds, systems, jobs: [LIKES_JOB] };
  const outcome = await runExperiment(experiment, options);
  const scores = scoresOf(outcome, LIKES_JOB, (answers) => scoreLists(folds, answers, EVERYTHING));
  return listReport('P1', outcome, scores, options);
}

function everythingRated({ folds, outcome }: Shared, options: ProtocolOptions): ProtocolReport {
  const scores = scoresOf(outcome, LISTS_JOB, (answers) => scoreLists(folds, answers, GIVEN));
  const breakdowns = scoresOf(outcome, LISTS_JOB, (answers, system) =>
    breakDownLists(system, folds, answers, GIVEN),
  );
  return {
    ...listReport('P2', outcome, scores, options),
    breakdowns: Object.values(breakdowns).flat(),
  };
}

function listReport(
  protocol: ProtocolName,
  outcome: ExperimentOutcome,
  scores: Readonly<Record<string, ListScores>>,
  options: ProtocolOptions,
): ProtocolReport {
  return {
    ...emptyReport(protocol),
    measurements: measureLists(scores),
    comparisons: compareLists(scores, bootstrapOptions(options)),
    choices: Object.fromEntries(
      Object.entries(outcome.choices).map(([system, settings]) => [system, [...settings]]),
    ),
  };
}

async function predictedStars(
  { folds, outcome }: Shared,
  options: ProtocolOptions,
): Promise<ProtocolReport> {
  const scores = scoresOf(outcome, STARS_JOB, (answers) => scoreStars(folds, answers, GIVEN));
  const breakdowns = scoresOf(outcome, STARS_JOB, (answers, system) =>
    breakDownStars(system, folds, answers, GIVEN),
  );
  const report = {
    ...emptyReport('P3'),
    measurements: measureStars(scores),
    comparisons: compareStars(scores, bootstrapOptions(options)),
    breakdowns: Object.values(breakdowns).flat(),
  };
  if (!options.withRandomRatings) return report;
  const random = await randomRatings(options);
  return {
    ...report,
    measurements: [...report.measurements, ...random.measurements],
    comparisons: [...report.comparisons, ...random.comparisons],
  };
}

async function randomRatings(
  options: ProtocolOptions,
): Promise<Pick<ProtocolReport, 'measurements' | 'comparisons'>> {
  const folds = [randomRatingsFold(options.set, options.seed)];
  const { systems } = options;
  const jobs = [RANDOM_STARS_JOB];
  const outcome = await runExperiment({ name: RANDOM_LEVEL, folds, systems, jobs }, options);
  const scores = scoresOf(outcome, RANDOM_STARS_JOB, (answers) =>
    scoreStars(folds, answers, EVERYTHING),
  );
  return {
    measurements: measureStars(scores, () => RANDOM_LEVEL),
    comparisons: compareStars(scores, bootstrapOptions(options), () => RANDOM_LEVEL),
  };
}

function beyondAccuracy({ folds, outcome }: Shared): ProtocolReport {
  const measurements = scoresOf(outcome, LISTS_JOB, (answers, system) =>
    measureBeyond(system, folds, answers, GIVEN),
  );
  return { ...emptyReport('P6'), measurements: Object.values(measurements).flat() };
}

/** Something of every system's answers to one job. */
function scoresOf<T>(
  { answers }: ExperimentOutcome,
  { name }: Job,
  score: (answers: ExperimentOutcome['answers'][string][string], system: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([system, jobs]) =>
      name in jobs ? [[system, score(jobs[name], system)]] : [],
    ),
  );
}

function bootstrapOptions({ resamples, seed }: ProtocolOptions): BootstrapOptions {
  return { resamples, seed };
}
