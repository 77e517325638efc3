/** @file The two passes of training: one without some of the people, to measure on them; and one on everybody. */
import type { Interactions } from '../../models/dataset/columns';
import type { Manifest } from '../../models/pack/manifest';
import type { TrainedModel } from '../../models/training/trainedModel';
import { jointSteps, stageProgress } from '../cli/stageProgress';
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

/**
 * Both at the same time; the bytes are the same. When one pass fails, the other one is stopped.
 *
 * @param threads solver threads of the validation pass
 */
export async function runTogether(
  interactions: Interactions,
  options: PassOptions,
  threads: number,
): Promise<Passes> {
  const { config, movies, genreNames, checkpointFolder } = options;
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const bar = stageProgress('Validation pass and final pass');
  const [onValidation, onFinal] = jointSteps(bar, ['validation', 'final']);
  const task = { interactions, options: { config, movies, genreNames, checkpointFolder }, threads };
  const passes = [
    validateBeside(task, signal, onValidation),
    fitModel(interactions, { ...options, signal, events: { onStep: onFinal } }),
  ] as const;
  try {
    const [training, { model }] = await Promise.all(passes);
    bar.finish();
    return { training, model };
  } finally {
    failure.abort();
    await Promise.allSettled(passes);
  }
}
