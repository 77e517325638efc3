/** @file The progress bar of one fit. */
import { createProgress, type Progress } from '../cli/progress';
import type { FitEvents } from './fitModel';

/** A bar that starts with the first step, when the number of steps is known. */
export function stageProgress(label: string): Required<Pick<FitEvents, 'onStep'>> & {
  finish: () => void;
} {
  let progress: Progress | null = null;
  return {
    onStep: (done, total, detail) => {
      progress ??= createProgress({ label, total });
      progress.update(done, detail);
    },
    finish: () => progress?.finish(),
  };
}
