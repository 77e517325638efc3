import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { EXIT, Failure } from '../cli/failure';
import { dealFolds } from './folds';
import { listsJob, starsJob, type Job } from './jobs';
import { runExperiment, type Experiment, type RunContext } from './runExperiment';
import { StateCache } from './stateCache';
import { exampleEntry, exampleRecipe, exampleSet } from './testing/examples';

const set = exampleSet(
  60,
  Array.from({ length: 20 }, () => 25),
);
const folds = dealFolds(set, 4, 1).slice(0, 2);
const JOB = listsJob([5, ALL_RATINGS]);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-experiment-'));
});
afterEach(() => rm(folder, { recursive: true }));

const rising = () => exampleRecipe('rising', (movie) => movie);
const falling = () => exampleRecipe('falling', (movie) => -movie);

/** Counts how often the job really asks. */
function counting(job: Job): Job & { asked: number } {
  const counted = {
    ...job,
    asked: 0,
    answer: (...request: Parameters<Job['answer']>) => {
      counted.asked++;
      return job.answer(...request);
    },
  };
  return counted;
}

const context = (seed = 1, signal = new AbortController().signal): RunContext => ({
  cache: new StateCache(folder),
  seed,
  signal,
});

describe('an experiment', () => {
  it('trains and asks each system once on each fold, and never again', async () => {
    const [up, down] = [rising(), falling()];
    const job = counting(JOB);
    const experiment: Experiment = {
      name: 'test',
      folds,
      systems: { up: exampleEntry(up), down: exampleEntry(down) },
      jobs: [job],
    };
    const first = await runExperiment(experiment, context());
    expect([up.trainings, down.trainings, job.asked]).toEqual([2, 2, 4]);
    const second = await runExperiment(experiment, context());
    expect([up.trainings, down.trainings, job.asked]).toEqual([2, 2, 4]);
    expect(second).toEqual(first);
    expect(first.answers.up.lists).toHaveLength(2);
    expect(first.answers.up.lists[0]).not.toEqual(first.answers.down.lists[0]);
  });

  it('shares one training between systems that only answer differently', async () => {
    const recipe = rising();
    const other = { ...recipe, open: falling().open, train: recipe.train };
    const systems = { up: exampleEntry(recipe), down: exampleEntry(other) };
    const { answers } = await runExperiment(
      { name: 'test', folds, systems, jobs: [JOB] },
      context(),
    );
    expect(recipe.trainings).toBe(2);
    expect(answers.up.lists[0]).not.toEqual(answers.down.lists[0]);
  });

  it('asks again, but does not train again, when the questions or the answering code change', async () => {
    const recipe = rising();
    const job = counting(JOB);
    const run = (of: Job, answerVersion = 1) => {
      const systems = { up: { ...exampleEntry(recipe), answerVersion } };
      return runExperiment({ name: 'test', folds, systems, jobs: [of] }, context());
    };
    await run(job);
    await run(job, 2);
    expect([recipe.trainings, job.asked]).toEqual([2, 4]);
    const others = counting(listsJob([1]));
    await run(others);
    expect([recipe.trainings, others.asked]).toEqual([2, 2]);
  });

  it.each([
    { what: 'the seed', change: { seed: 2 } },
    { what: 'a setting', change: { settings: { formula: 'other' } } },
    { what: 'the version of the training code', change: { trainVersion: 2 } },
    { what: 'the data', change: { folds: dealFolds(set, 4, 2).slice(0, 2) } },
  ])('trains again when $what changes', async ({ change }) => {
    const recipe = rising();
    const run = (changed: Partial<typeof change> & { trainVersion?: number } = {}) => {
      const { seed, settings, trainVersion, ...rest } = {
        seed: 1,
        settings: recipe.settings,
        trainVersion: 1,
        folds,
        ...changed,
      };
      const up = { ...exampleEntry({ ...recipe, settings }), trainVersion };
      return runExperiment({ name: 'test', systems: { up }, jobs: [JOB], ...rest }, context(seed));
    };
    await run();
    await run(change);
    expect(recipe.trainings).toBe(4);
  });

  it('asks a system only what it is for', async () => {
    const systems = {
      both: exampleEntry(rising()),
      stars: exampleEntry(falling(), 'stars'),
    };
    const jobs = [JOB, starsJob([5])];
    const { answers } = await runExperiment({ name: 'test', folds, systems, jobs }, context());
    expect(Object.keys(answers.both)).toEqual(['lists', 'stars']);
    expect(Object.keys(answers.stars)).toEqual(['stars']);
    expect(answers.both.stars).toEqual([{}, {}]);
  });
});

describe('an interrupted experiment', () => {
  it('says so, and goes on where it stopped', async () => {
    const interruption = new AbortController();
    const [up, down] = [rising(), falling()];
    const stopping: typeof down = {
      ...down,
      train: (...request) => {
        interruption.abort();
        return down.train(...request);
      },
    };
    const systems = { up: exampleEntry(up), down: exampleEntry(stopping) };
    const experiment: Experiment = { name: 'test', folds, systems, jobs: [JOB] };
    const stopped = await runExperiment(experiment, context(1, interruption.signal)).catch(
      (error: unknown) => error,
    );
    expect(stopped).toBeInstanceOf(Failure);
    expect(stopped).toMatchObject({
      code: 'evaluate.interrupted',
      exitStatus: EXIT.interrupted,
    });
    expect([up.trainings, down.trainings]).toEqual([1, 1]);
    const resumed = { ...experiment, systems: { up: exampleEntry(up), down: exampleEntry(down) } };
    const { answers } = await runExperiment(resumed, context());
    // The model that was finished before the stop is not trained again.
    expect([up.trainings, down.trainings]).toEqual([2, 2]);
    expect(answers.down.lists).toHaveLength(2);
  });

  it('is no failure of the system that noticed the interruption', async () => {
    const recipe = {
      ...rising(),
      train: () => Promise.reject(new DOMException('stopped', 'AbortError')),
    };
    const run = (signal: AbortSignal) =>
      runExperiment(
        { name: 'test', folds, systems: { up: exampleEntry(recipe) }, jobs: [JOB] },
        context(1, signal),
      );
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ code: 'evaluate.interrupted' });
    await expect(run(new AbortController().signal)).rejects.toThrow('stopped');
  });
});
