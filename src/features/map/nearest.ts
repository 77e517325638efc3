/** @file Films by their distance to a point of the screen. Pure. */
import { quadtree, type Quadtree, type QuadtreeLeaf } from 'd3-quadtree';
import type { Chart } from './chart';
import type { Place } from './projection';
import { centreOf, isInside, visibleBox, type Size, type View } from './viewport';

export type FilmTree = Quadtree<number>;

/** Only the best-known films in view are listed: those that a person can make out there. */
const AMONG = 60;
const LISTED = 12;

export function filmTree({ size, x, y }: Chart): FilmTree {
  return quadtree<number>()
    .x((i) => x[i])
    .y((i) => y[i])
    .addAll(Array.from({ length: size }, (_, i) => i));
}

/** The films nearest to the middle of the view, the nearest first; at most {@link LISTED}. */
export function nearestToCentre(chart: Chart, view: View, size: Size): number[] {
  const centre = centreOf(view, size);
  const box = visibleBox(view, size);
  const seen: number[] = [];
  for (let i = 0; i < chart.size && seen.length < AMONG; i += 1) {
    if (isInside(box, chart.x[i], chart.y[i])) seen.push(i);
  }
  const distance = (i: number) => Math.hypot(chart.x[i] - centre.x, chart.y[i] - centre.y);
  return seen.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, LISTED);
}

/** How near a pointer must be, in chart units. */
export interface PointerReach {
  /** From the edge of a dot. */
  readonly reach: number;
  readonly radiusOf: (index: number) => number;
  /** No dot is larger. */
  readonly largest: number;
}

/**
 * The film under a pointer; undefined when none is within reach. The dot whose edge is nearest wins,
 * and of several that lie under the pointer the one whose middle is: small dots lie on large ones.
 *
 * @param at in chart units
 */
export function filmAt(
  tree: FilmTree,
  chart: Chart,
  at: Place,
  { reach, largest, radiusOf }: PointerReach,
): number | undefined {
  const far = reach + largest;
  let best: Hit | undefined;
  tree.visit((node, left, top, right, bottom) => {
    if (!isLeaf(node)) {
      return left > at.x + far || right < at.x - far || top > at.y + far || bottom < at.y - far;
    }
    for (let leaf: QuadtreeLeaf<number> | undefined = node; leaf; leaf = leaf.next) {
      const index = leaf.data;
      const toMiddle = Math.hypot(chart.x[index] - at.x, chart.y[index] - at.y);
      const toEdge = Math.max(0, toMiddle - radiusOf(index));
      const hit = { index, toEdge, toMiddle };
      if (toEdge <= reach && (best === undefined || isBetter(hit, best))) best = hit;
    }
    return true;
  });
  return best?.index;
}

/**
 * The film in the middle of the view: the one under the crosshair, however little known it is, else the
 * first of the list; undefined where none is in view.
 *
 * @param reach CSS pixels around the crosshair
 */
export function filmInMiddle(
  tree: FilmTree,
  chart: Chart,
  view: View,
  size: Size,
  reach: number,
): number | undefined {
  const onDots = { reach: reach / view.k, radiusOf: () => 0, largest: 0 };
  const under = filmAt(tree, chart, centreOf(view, size), onDots);
  return under ?? nearestToCentre(chart, view, size).at(0);
}

interface Hit {
  readonly index: number;
  readonly toEdge: number;
  readonly toMiddle: number;
}

function isBetter(a: Hit, b: Hit): boolean {
  return (a.toEdge - b.toEdge || a.toMiddle - b.toMiddle || a.index - b.index) < 0;
}

function isLeaf(node: object): node is QuadtreeLeaf<number> {
  return 'data' in node;
}
