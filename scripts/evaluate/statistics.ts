/** @file Means over people, and comparisons of systems on the same people. */
import {
  weightedSum,
  type BootstrapEstimate,
  type Resamples,
} from '../../models/metrics/bootstrap';
import type { Comparison, Measurement } from './report';
import { estimate } from './summary';

/** What a figure is about. */
export type Subject = Pick<Measurement, 'system' | 'metric' | 'level'>;

/** A mean over people as a figure. */
export function meanMeasurement(subject: Subject, values: ArrayLike<number>): Measurement {
  const { mean, standardError } = estimate(Array.from(values));
  return {
    ...subject,
    value: finite(mean),
    standardError: finite(standardError),
    count: values.length,
  };
}

/** A figure that is no mean over people. */
export function plainMeasurement(subject: Subject, value: number, count: number): Measurement {
  return { ...subject, value: finite(value), standardError: null, count };
}

/** Paired difference of means, one value for each person in the same order. */
export function compareMeans(
  subject: Subject,
  reference: string,
  values: ArrayLike<number>,
  referenceValues: ArrayLike<number>,
  resamples: Resamples,
): Comparison {
  const differences = Float64Array.from(values, (value, i) => value - referenceValues[i]);
  const mean = (weights: Uint8Array): number =>
    weightedSum(weights, differences) / differences.length;
  return comparisonOf(subject, reference, resamples.estimate(mean));
}

/** Squared errors of predicted stars and the number of ratings, summed for each person. */
export interface SquareSums {
  readonly squares: ArrayLike<number>;
  readonly ratings: ArrayLike<number>;
}

/** Paired difference of root mean squared errors over the ratings of the people. */
export function compareRmse(
  subject: Subject,
  reference: string,
  own: SquareSums,
  other: SquareSums,
  resamples: Resamples,
): Comparison {
  const rmse = (weights: Uint8Array, { squares, ratings }: SquareSums): number =>
    Math.sqrt(weightedSum(weights, squares) / weightedSum(weights, ratings));
  const difference = (weights: Uint8Array): number => rmse(weights, own) - rmse(weights, other);
  return comparisonOf(subject, reference, resamples.estimate(difference));
}

function comparisonOf(
  subject: Subject,
  reference: string,
  { value, low, high, p }: BootstrapEstimate,
): Comparison {
  return { ...subject, reference, difference: value, low, high, p };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
