/** @file What speaks for a film, and what against it, in the order and number that a figure can show. */
import { halfStarsInGlyphs } from '../../domain/halfStars';
import type { Explanation, GroupContribution } from '../../state/contract';
import { counted } from '../../ui/units';

export interface Contribution {
  readonly label: string;
  readonly value: number;
  readonly detail?: string;
  /** The other film whose rating it comes from. */
  readonly movieId?: number;
}

/** Bars under a heading of their own; all sections share one scale. */
export interface Section {
  readonly heading: string;
  readonly items: readonly Contribution[];
}

/** Ratings shown by themselves; the weaker ones are one bar. */
const MOST_RATINGS = 8;

/** What each group of features is to somebody who watches films. */
const GROUP_LABELS: Readonly<Record<GroupContribution['group'], string>> = {
  retrieval: 'Your ratings, weighed again',
  'predicted stars': 'Stars it should get from you',
  'similar to rated': 'Films like the ones you liked',
  'watched together': 'Often watched by the same people',
  genres: 'Genres you go for',
  period: 'The years you watch',
  popularity: 'How popular it is',
  person: 'Your habits',
  'average pair': 'The same for every film',
};

/**
 * The strongest ratings with the sum of the others, and everything else that counts. The values of all
 * bars add up to the explanation's score.
 */
export function contributionsOf(
  explanation: Explanation,
  titleOf: (movieId: number) => string,
): readonly Section[] {
  const sections = [
    { heading: 'Your ratings, one by one', items: ratingBars(explanation, titleOf) },
    { heading: 'What else counts', items: otherBars(explanation) },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function ratingBars(
  { movieId: explained, ratings }: Explanation,
  titleOf: (movieId: number) => string,
): readonly Contribution[] {
  // One rating left over is shown as itself rather than as "one other".
  const shown = ratings.length === MOST_RATINGS + 1 ? ratings.length : MOST_RATINGS;
  const strongest = ratings
    .slice(0, shown)
    .map(({ movieId, halfStars, contribution }): Contribution => ({
      detail: halfStarsInGlyphs(halfStars),
      value: contribution,
      ...(movieId === explained ? { label: 'This film' } : { label: titleOf(movieId), movieId }),
    }));
  const others = ratings.slice(shown);
  if (others.length === 0) return strongest;
  const rest = others.reduce((sum, { contribution }) => sum + contribution, 0);
  return [
    ...strongest,
    { label: `${counted(others.length, 'other rating')} together`, value: rest },
  ];
}

/** Strongest first. Popularity counts in both stages and is one bar; what adds nothing has none. */
function otherBars({ popularity, groups }: Explanation): readonly Contribution[] {
  const values = new Map([[GROUP_LABELS.popularity, popularity]]);
  for (const { group, contribution } of groups) {
    const label = GROUP_LABELS[group];
    values.set(label, (values.get(label) ?? 0) + contribution);
  }
  return [...values]
    .map(([label, value]) => ({ label, value }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** The heart of the figure in a sentence: which rating speaks most for it, and which most against it. */
export function whySentence(
  title: string,
  { movieId: explained, ratings }: Explanation,
  titleOf: (movieId: number) => string,
): string {
  if (ratings.length === 0) return `Nothing you rated speaks for or against ${title} yet.`;
  const byValue = [...ratings].sort((a, b) => b.contribution - a.contribution);
  const most = byValue[0];
  const least = byValue[byValue.length - 1];
  const nameOf = (movieId: number): string =>
    movieId === explained ? 'Your own rating' : titleOf(movieId);
  const forIt = most.contribution > 0 ? nameOf(most.movieId) : null;
  const againstIt = least.contribution < 0 ? nameOf(least.movieId) : null;
  if (forIt !== null && againstIt !== null) {
    const other = least.movieId === explained ? 'your own rating' : againstIt;
    return `${forIt} speaks most for it, ${other} most against it.`;
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
