/** @file What part of the chart is seen: `screen = chart * k + translation`, in CSS pixels. Pure. */
import type { Place } from './projection';

/** A d3-zoom transform as plain data. */
export interface View {
  /** CSS pixels per unit of the chart. */
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room around the disc in the home view, for labels at its rim. */
const HOME_PADDING = 14;

export function toScreen(view: View, place: Place): Place {
  return { x: place.x * view.k + view.x, y: place.y * view.k + view.y };
}

export function toChart(view: View, point: Place): Place {
  return { x: (point.x - view.x) / view.k, y: (point.y - view.y) / view.k };
}

/** The view with a place in its middle. */
export function viewAt(place: Place, k: number, size: Size): View {
  return { k, x: size.width / 2 - place.x * k, y: size.height / 2 - place.y * k };
}

/** The whole disc. */
export function homeView(size: Size): View {
  const k = Math.max(1, Math.min(size.width, size.height) / 2 - HOME_PADDING);
  return viewAt({ x: 0, y: 0 }, k, size);
}

/** The place in the middle of the view. */
export function centreOf(view: View, size: Size): Place {
  return toChart(view, { x: size.width / 2, y: size.height / 2 });
}

/** What is seen, in chart units, with a border of so many CSS pixels around it. */
export function visibleBox(view: View, size: Size, border = 0): Box {
  const from = toChart(view, { x: -border, y: -border });
  const to = toChart(view, { x: size.width + border, y: size.height + border });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

export function isInside(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** The view after the window changed: the same middle, and the same share of the disc. */
export function resizedView(view: View, from: Size, to: Size): View {
  const k = (view.k * homeView(to).k) / homeView(from).k;
  return viewAt(centreOf(view, from), k, to);
}

/** How much closer than the home view: 1 shows the whole disc. */
export function closeness(view: View, size: Size): number {
  return view.k / homeView(size).k;
}
