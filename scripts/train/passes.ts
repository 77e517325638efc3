/** @file The two passes of training: without a tenth of the people, to measure on them; and on everybody. */
import type { Interactions } from '../../models/dataset/columns';
import type { Manifest } from '../../models/pack/manifest';
import type { TrainedModel } from '../../models/training/trainedModel';
import { jointProgress, stageProgress } from '../cli/stageProgress';
import { fitModel, type FitOptions } from './fitModel';
import { validate } from './validate';
import { validateBeside } from './validateBeside';

export interface Passes {
  readonly training: Manifest['training'];
  /** Of everybody. */
  readonly model: TrainedModel;
}

type PassOptions = Omit<FitOptions, 'events' | 'signal'> & { readonly signal: AbortSignal };

/** One pass after the other: half of the memory, twice the time. */
export async function runInTurn(interactions: Interactions, options: PassOptions): Promise<Passes> {
  const validation = stageProgress('Validation pass');
  const training = await validate(interactions, options, (...step) => validation.onStep(...step));
  validation.finish();
  const final = stageProgress('Final pass on everybody');
  const { model } = await fitModel(interactions, { ...options, events: final });
  final.finish();
  return { training, model };
}

/** Both at the same time, each on a processor of its own; the bytes are the same. */
export async function runTogether(
  interactions: Interactions,
  options: PassOptions,
): Promise<Passes> {
  const { config, movies, genreNames, checkpointFolder } = options;
  // When one pass fails, the other one has nothing left to do.
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const progress = jointProgress(stageProgress('Validation pass and final pass'), 2);
  const task = { interactions, options: { config, movies, genreNames, checkpointFolder } };
  try {
    const [training, { model }] = await Promise.all([
      validateBeside(task, signal, progress.onStep[0]),
      fitModel(interactions, { ...options, signal, events: { onStep: progress.onStep[1] } }),
    ]);
    progress.finish();
    return { training, model };
  } finally {
    failure.abort();
  }
}
