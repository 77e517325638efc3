/** @file Where the person and the model disagree enough to say so. */
import { formatStars } from '../../domain/halfStars';

/** Smaller differences are the model's usual error. */
const SURPRISING_STARS = 1;

/** `the model would say 2.9`; null where it agrees or does not know. @param halfStars 1 to 10 */
export function surpriseInWords(halfStars: number, predicted: number | undefined): string | null {
  if (predicted === undefined) return null;
  const difference = halfStars / 2 - predicted;
  if (Math.abs(difference) < SURPRISING_STARS) return null;
  return `the model would say ${formatStars(predicted)}`;
}
