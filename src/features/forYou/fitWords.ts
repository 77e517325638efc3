/** @file The last fine-tuning in words, with its real numbers. */
import { counted } from '../../ui/units';
import type { FitPoint } from '../../state/contract';

const SIGNIFICANT_DIGITS = 2;
/** As many for each loss: two of them are compared. */
const LOSS_DIGITS = 4;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Below this a duration is told in tenths. */
const WHOLE_MILLISECONDS = 10;
/** Smaller numbers are written with a power of ten. */
const LEAST_PLAIN = 0.001;

export interface FitNumbers {
  /** Ratings given. */
  readonly ratings: number;
  /** And those of films that the model knows. */
  readonly usedRatings: number;
  /** Null before the first fit. */
  readonly milliseconds: number | null;
  /** Something told about the person counts, too. */
  readonly told?: boolean;
}

/** The line under the headline. */
export function fitSentence({ ratings, usedRatings, milliseconds, told }: FitNumbers): string {
  if (ratings === 0) {
    return told
      ? 'Until your first rating the shelves know of you only what you told in the settings. They are worked out here, on this device.'
      : 'The shelves are the same for everybody until your first rating. After it they are worked out here, on this device.';
  }
  const known =
    usedRatings < ratings && milliseconds !== null
      ? `, ${usedRatings} of them of films that the model knows,`
      : ',';
  const tuned =
    milliseconds === null
      ? 'fine-tuned on this device'
      : `fine-tuned on this device in ${formatMilliseconds(milliseconds)}`;
  return `From ${counted(ratings, 'rating')}${known} ${tuned}. Rate one more and everything below moves.`;
}

/** The loss curve's title: what it shows, in its own numbers. */
export function curveTitle(
  curve: readonly FitPoint[],
  milliseconds: number,
  relativeResidual: number,
): string {
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined) return 'There is nothing to fit yet.';
  const steps = last.step - first.step;
  const time = formatMilliseconds(milliseconds);
  const residual = formatScientific(relativeResidual);
  if (steps === 0) return `The last place was already the best one: residual ${residual}.`;
  return (
    `${counted(steps, 'step')} in ${time} took the loss from ${formatLoss(first.loss)} to ` +
    `${formatLoss(last.loss)}, with ${residual} of the gradient left.`
  );
}

/** `14 ms`, `3.2 ms` */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < WHOLE_MILLISECONDS ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}

export function formatLoss(loss: number): string {
  return loss.toLocaleString('en-GB', {
    minimumSignificantDigits: LOSS_DIGITS,
    maximumSignificantDigits: LOSS_DIGITS,
  });
}

/** `0.02`, `1.2 × 10⁻⁷` */
export function formatScientific(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= LEAST_PLAIN) return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  const [mantissa, exponent] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const raised = [...exponent].map((sign) =>
    sign === '-' ? '⁻' : (SUPERSCRIPTS[Number(sign)] ?? ''),
  );
  return `${mantissa} × 10${raised.join('')}`;
}
