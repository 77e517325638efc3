/** @file What runs on this device and how quick it is, in words. */
import type { WorkerStatus } from '../../state/contract';
import { formatBytes, formatCount } from '../../ui/units';
import { ENGINE_NAMES } from '../settings/engines';
import type { Fact } from './storageFacts';

export interface Speeds {
  /** From the last rating to new recommendations on screen; null before the first. */
  readonly ratingMs: number | null;
  /** Of the last fit; null without one. */
  readonly fitMs: number | null;
  /** Of the last search of all films; null before the first. */
  readonly retrievalMs: number | null;
}

/** In front of an error's message: `TypeError: `. */
const ERROR_CLASS = /^\w*Error: /;

export function deviceFacts(status: WorkerStatus | null, speeds: Speeds): readonly Fact[] {
  const backend = status?.backend ?? null;
  return [
    {
      name: 'Engine',
      value: backend === null ? 'not started' : ENGINE_NAMES[backend],
      meaning: 'What TensorFlow.js itself reports.',
    },
    ...(status?.failed ?? []).map(({ backend, reason }) => ({
      name: 'Not possible here',
      value: ENGINE_NAMES[backend],
      meaning: reason.replace(ERROR_CLASS, ''),
    })),
    {
      name: 'From rating to shelves',
      value: inMilliseconds(speeds.ratingMs) ?? 'rate a film to see',
      meaning: 'The last time you rated: fitting, searching, ranking and drawing.',
    },
    ...speedFact(
      'Fitting your taste',
      speeds.fitMs,
      'The last fit, without the waiting around it.',
    ),
    ...speedFact('Searching all films', speeds.retrievalMs, 'Of every film the model knows.'),
    ...(status === null
      ? []
      : [
          {
            name: 'Memory of the model',
            value: `${formatBytes(status.tensorBytes)} in ${formatCount(status.tensors)} tensors`,
            meaning: `After ${formatCount(status.answered)} answers; the number of tensors does not grow.`,
          },
        ]),
    ...(status !== null && status.rebuilds > 0
      ? [
          {
            name: 'Rebuilt',
            value: `${formatCount(status.rebuilds)} times`,
            meaning: 'After the graphics processor or the worker was lost.',
          },
        ]
      : []),
  ];
}

/** `14 ms`, `0.4 ms`; null when not measured. */
export function inMilliseconds(duration: number | null): string | null {
  if (duration === null) return null;
  return duration < 1 ? `${duration.toFixed(1)} ms` : `${formatCount(Math.round(duration))} ms`;
}

function speedFact(name: string, duration: number | null, meaning: string): readonly Fact[] {
  const value = inMilliseconds(duration);
  return value === null ? [] : [{ name, value, meaning }];
}
