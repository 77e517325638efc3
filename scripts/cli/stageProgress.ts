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

/** One bar over stages that go on at the same time. */
export interface JointProgress {
  /** One for each stage. */
  readonly onStep: readonly StageProgress['onStep'][];
  finish(): void;
}

/** The bar appears when every stage has begun, because only then its length is known. */
export function jointProgress(bar: StageProgress, stages: number): JointProgress {
  const reached = Array.from({ length: stages }, () => ({ done: 0, total: 0 }));
  const sum = (of: 'done' | 'total'): number => reached.reduce((all, one) => all + one[of], 0);
  return {
    onStep: reached.map((own) => (done, total, detail) => {
      Object.assign(own, { done, total });
      if (reached.every((one) => one.total > 0)) bar.onStep(sum('done'), sum('total'), detail);
    }),
    finish: () => bar.finish(),
  };
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
