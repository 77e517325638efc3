/** @file What speaks for a film, and what against it, in the order and number that a figure can show. */
import { halfStarsInGlyphs } from '../../domain/halfStars';
import type { Explanation } from '../../state/contract';
import { counted } from '../../ui/units';

export interface Contribution {
  readonly label: string;
  readonly value: number;
  readonly detail?: string;
  /** The rated film that it comes from. */
  readonly movieId?: number;
}

/** Ratings shown by themselves; the weaker ones are one bar. */
const MOST_RATINGS = 8;

/**
 * Bars for the strongest ratings, the sum of the others, popularity and predicted stars. Their values
 * add up to the explanation's score.
 */
export function contributionsOf(
  { ratings, popularity, predictedStars }: Explanation,
  titleOf: (movieId: number) => string,
): Contribution[] {
  // One rating left over is shown as itself rather than as "one other".
  const shown = ratings.length === MOST_RATINGS + 1 ? ratings.length : MOST_RATINGS;
  const strongest = ratings
    .slice(0, shown)
    .map(({ movieId, halfStars, contribution }): Contribution => ({
      label: titleOf(movieId),
      detail: halfStarsInGlyphs(halfStars),
      value: contribution,
      movieId,
    }));
  const others = ratings.slice(shown);
  const rest = others.map((rating) => rating.contribution).reduce((sum, value) => sum + value, 0);
  return [
    ...strongest,
    ...(others.length === 0
      ? []
      : [{ label: `${counted(others.length, 'other rating')} together`, value: rest }]),
    { label: 'How popular it is', value: popularity },
    { label: 'Its predicted stars', value: predictedStars },
  ];
}

/** The heart of the figure in a sentence: which rating speaks most for it, and which most against it. */
export function whySentence(
  title: string,
  { ratings }: Explanation,
  titleOf: (movieId: number) => string,
): string {
  if (ratings.length === 0) return `Nothing you rated speaks for or against ${title} yet.`;
  const byValue = [...ratings].sort((a, b) => b.contribution - a.contribution);
  const most = byValue[0];
  const least = byValue[byValue.length - 1];
  const forIt = most.contribution > 0 ? titleOf(most.movieId) : null;
  const againstIt = least.contribution < 0 ? titleOf(least.movieId) : null;
  if (forIt !== null && againstIt !== null) {
    return `${forIt} speaks most for it, ${againstIt} most against it.`;
  }
  if (forIt !== null) return `${forIt} speaks most for it, and nothing you rated against it.`;
  if (againstIt !== null)
    return `${againstIt} speaks most against it, and nothing you rated for it.`;
  return `Nothing you rated speaks for or against ${title}.`;
}

/** `+0.31`, `−0.08`, with a true minus sign. */
export function formatContribution(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  if (Number(digits) === 0) return digits;
  return `${value < 0 ? '−' : '+'}${digits}`;
}
