/** @file Trains systems on folds and asks them, or reads from the cache what was done before. */
import type { SystemState, TrainedSystem } from '../../models/baselines/system';
import { pauses } from '../../models/training/pauses';
import { EXIT, Failure } from '../cli/failure';
import { formatSeconds } from '../cli/format';
import { stageProgress } from '../cli/stageProgress';
import { keyOf, type Fold } from './folds';
import type { Job } from './jobs';
import type { StateCache } from './stateCache';
import type { SystemEntry } from './systems';
import { chosenSettings } from './tuned';

export interface Experiment {
  /** For progress: `everything rated`. */
  readonly name: string;
  readonly folds: readonly Fold[];
  readonly systems: Readonly<Record<string, SystemEntry>>;
  readonly jobs: readonly Job[];
}

export interface RunContext {
  readonly cache: StateCache;
  readonly seed: number;
  readonly signal: AbortSignal;
}

export interface ExperimentOutcome {
  /** Answers of each fold, by system name and job name; absent where it was not asked. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, readonly SystemState[]>>>>;
  /** Settings that a system chose on validation people, for each fold; only of those that chose. */
  readonly choices: Readonly<Record<string, readonly unknown[]>>;
}

/** Runs every job with every system on every fold. */
export async function runExperiment(
  experiment: Experiment,
  context: RunContext,
): Promise<ExperimentOutcome> {
  const answers: Record<string, Record<string, SystemState[]>> = {};
  const choices: Record<string, unknown[]> = {};
  const clock = new RemainingTime(experiment);
  for (const [foldIndex, fold] of experiment.folds.entries()) {
    for (const [name, system] of Object.entries(experiment.systems)) {
      const jobs = experiment.jobs.filter(({ kind }) => (system.only ?? kind) === kind);
      const label = `${clock.next()} ${experiment.name}, fold ${foldIndex + 1}, ${name}`;
      const visit = new Visit(system, name, fold, label, context);
      const bySystem = (answers[name] ??= {});
      try {
        for (const job of jobs) (bySystem[job.name] ??= []).push(await visit.run(job));
        const choice = jobs.length > 0 ? await visit.choice() : null;
        if (choice !== null) (choices[name] ??= []).push(choice);
      } finally {
        visit.close();
      }
    }
  }
  return { answers, choices };
}

/** One system on one fold; trained and opened only when something is not in the cache. */
class Visit {
  readonly #system: SystemEntry;
  readonly #name: string;
  readonly #fold: Fold;
  readonly #label: string;
  readonly #context: RunContext;
  #state: SystemState | null = null;
  #opened: TrainedSystem | null = null;

  constructor(system: SystemEntry, name: string, fold: Fold, label: string, context: RunContext) {
    this.#system = system;
    this.#name = name;
    this.#fold = fold;
    this.#label = label;
    this.#context = context;
  }

  async run(job: Job): Promise<SystemState> {
    const { cache, signal } = this.#context;
    const key = this.#answerKey(job);
    const cached = await cache.load(key);
    if (cached) return cached;
    const opened = await this.#open();
    const measuring = stageProgress(`${this.#label}: ${job.name}`);
    const total = Math.min(job.mostPeople ?? Infinity, this.#fold.people.length);
    const pause = pauses();
    let done = 0;
    const answers = await job.answer(opened, this.#fold, async () => {
      await pause();
      stopIfAborted(signal);
      measuring.onStep(++done, total);
    });
    measuring.finish();
    await cache.save(key, answers);
    return answers;
  }

  /** What was chosen on validation people; null where the recipe leaves nothing to choose. */
  async choice(): Promise<unknown> {
    if (!('candidates' in this.#system.recipe.settings)) return null;
    return chosenSettings(this.#system.recipe, await this.#trained());
  }

  close(): void {
    this.#opened?.dispose();
  }

  async #open(): Promise<TrainedSystem> {
    this.#opened ??= await this.#system.recipe.open(await this.#trained(), this.#fold.training);
    return this.#opened;
  }

  async #trained(): Promise<SystemState> {
    const { cache, seed, signal } = this.#context;
    const key = this.#stateKey();
    const known = this.#state ?? (await cache.load(key));
    if (known) return (this.#state = known);
    const training = stageProgress(`${this.#label}: training`);
    const state = await this.#system.recipe
      .train(this.#fold.training, { seed, signal, onStep: (...step) => training.onStep(...step) })
      .catch((error: unknown) => {
        stopIfAborted(signal);
        throw error;
      });
    training.finish();
    await cache.save(key, state);
    return (this.#state = state);
  }

  #stateKey(): string {
    const { recipe, trainVersion } = this.#system;
    const { name, settings } = recipe;
    const inputs = { name, settings, trainVersion, seed: this.#context.seed };
    return keyOf(JSON.stringify({ ...inputs, training: this.#fold.trainingKey }));
  }

  #answerKey({ name, settings }: Job): string {
    const { peopleKey } = this.#fold;
    const asked = { name, settings, peopleKey, system: this.#name };
    const { answerVersion } = this.#system;
    return keyOf(JSON.stringify({ ...asked, answerVersion, state: this.#stateKey() }));
  }
}

/** Where a run is among its systems and folds, and how long the rest will take. */
class RemainingTime {
  readonly #total: number;
  readonly #startedAt = performance.now();
  #begun = 0;

  constructor({ folds, systems }: Experiment) {
    this.#total = folds.length * Object.keys(systems).length;
  }

  /** `3/20 (4 min 5 s left)` */
  next(): string {
    const done = this.#begun++;
    const place = `${this.#begun}/${this.#total}`;
    if (done === 0) return place;
    const perVisit = (performance.now() - this.#startedAt) / 1000 / done;
    return `${place} (${formatSeconds(perVisit * (this.#total - done))} left)`;
  }
}

/** Throws when the person pressed Ctrl-C; what is in the cache by then is kept. */
export function stopIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new Failure(
    'evaluate.interrupted',
    'The evaluation was interrupted.',
    'Run the same command again: it goes on with what is missing.',
    { exitStatus: EXIT.interrupted },
  );
}
