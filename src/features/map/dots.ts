/** @file How large a film's dot is, and the order in which dots are painted. Pure. */
import type { Chart } from './chart';
import type { Colouring } from './colouring';

/** CSS pixels of a film that one person rated, in the home view of a wide screen. */
const SMALLEST_RADIUS = 0.75;
const RATED_RADIUS = 3.5;
/** Growth with the square root of the number of ratings. */
const RADIUS_PER_ROOT_RATING = 0.15;
/** Dots grow more slowly than the distances between them. */
const GROWTH_EXPONENT = 0.36;
const MOST_GROWTH = 3.4;
/** Pixels per chart unit at which dots have their plain size. */
const PLAIN_SCALE = 400;

/** A film with fewer ratings than this is a faint star; with as many as the second, a bright one. */
const [MIDDLE_FROM, BRIGHT_FROM] = [5, 60];

export const TIERS = ['bright', 'middle', 'faint'] as const;
export type Tier = (typeof TIERS)[number];

/** Films of one colour and brightness: painted as one path. */
export interface Batch {
  readonly tier: Tier;
  /** Class of the colouring. */
  readonly colour: number;
  /** Ascending indices into the chart. */
  readonly indices: Uint32Array;
}

/** Radius in CSS pixels. @param scale pixels per chart unit */
export function dotRadius(ratingCount: number, scale: number): number {
  return (SMALLEST_RADIUS + RADIUS_PER_ROOT_RATING * Math.sqrt(ratingCount)) * dotGrowth(scale);
}

/** What the zoom multiplies every radius with. */
export function dotGrowth(scale: number): number {
  return Math.min(MOST_GROWTH, (scale / PLAIN_SCALE) ** GROWTH_EXPONENT);
}

/** The radii before {@link dotGrowth}, so that a redraw computes no roots. */
export function plainRadii(chart: Chart, { mode, classes, classOf }: Colouring): Float32Array {
  return Float32Array.from(chart.ratingCount, (count, i) => {
    const radius = dotRadius(count, PLAIN_SCALE);
    // The few films with a rating of one's own must be found among the many without.
    return mode === 'rating' && !classes[classOf[i]].isRest
      ? Math.max(radius, RATED_RADIUS)
      : radius;
  });
}

/**
 * Every film in exactly one batch, bright tiers first: a small dot is painted over a large one, never
 * under it.
 *
 * @param classOf class of each film of the chart
 */
export function colourBatches(chart: Chart, classOf: Uint8Array): Batch[] {
  const lists = new Map<number, number[]>();
  const classes = classOf.reduce((most, value) => Math.max(most, value), 0) + 1;
  for (let i = 0; i < chart.size; i += 1) {
    const key = tierOf(chart.ratingCount[i]) * classes + classOf[i];
    const list = lists.get(key);
    if (list) list.push(i);
    else lists.set(key, [i]);
  }
  return [...lists]
    .sort(([a], [b]) => a - b)
    .map(([key, list]) => ({
      tier: TIERS[Math.floor(key / classes)],
      colour: key % classes,
      indices: Uint32Array.from(list),
    }));
}

function tierOf(ratingCount: number): number {
  if (ratingCount >= BRIGHT_FROM) return 0;
  return ratingCount >= MIDDLE_FROM ? 1 : 2;
}
