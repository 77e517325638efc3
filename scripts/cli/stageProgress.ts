/** @file A progress bar for a stage whose length is known only once it has begun. */
import { createProgress, type Progress } from './progress';

export interface StageProgress {
  /** Draws the bar; `detail` is free text behind it. */
  onStep(done: number, total: number, detail?: string): void;
  finish(): void;
}

/**
 * A bar that appears with the first step.
 *
 * @param format how to print an amount; default: a count
 */
export function stageProgress(label: string, format?: (amount: number) => string): StageProgress {
  const bars: Progress[] = [];
  return {
    onStep: (done, total, detail) => {
      if (bars.length === 0) bars.push(createProgress({ label, total, format }));
      bars[0].update(done, detail);
    },
    finish: () => bars.forEach((bar) => bar.finish()),
  };
}

/**
 * One bar over stages that go on at the same time. It appears when every stage has begun, because only
 * then its length is known.
 *
 * @param names put before the details of each stage
 * @returns what to call after the steps of each stage
 */
export function jointSteps(
  bar: StageProgress,
  names: readonly string[],
): StageProgress['onStep'][] {
  const reached = names.map(() => ({ done: 0, total: 0 }));
  const sum = (of: 'done' | 'total'): number => reached.reduce((all, one) => all + one[of], 0);
  return names.map((name, stage) => (done, total, detail = '') => {
    reached[stage] = { done, total };
    if (reached.some((one) => one.total === 0)) return;
    bar.onStep(sum('done'), sum('total'), `${name}: ${detail}`);
  });
}

/** Bars of several stages, told apart by their names. */
export interface StageBars {
  onStep(stage: string, done: number, total: number, detail?: string): void;
  finish(): void;
}

/** Each bar appears with the first step of its stage. */
export function stageBars(labelOf: (stage: string) => string = (stage) => stage): StageBars {
  const bars = new Map<string, StageProgress>();
  return {
    onStep: (stage, ...step) => {
      const bar = bars.get(stage) ?? stageProgress(labelOf(stage));
      bars.set(stage, bar);
      bar.onStep(...step);
    },
    finish: () => bars.forEach((bar) => bar.finish()),
  };
}
