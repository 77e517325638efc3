/** @file Where in a figure its lines are drawn. */

const MARGIN = { top: 30, bottom: 40, left: 44 };

/** CSS pixels from the figure's top left corner. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A figure with room for the names of its axes, and for what stands at the ends of its lines. */
export function plotOf(width: number, height: number, roomAtEnds: number): Plot {
  return {
    width,
    height,
    left: MARGIN.left,
    right: width - roomAtEnds,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
}

/** From the left edge to the right, for a share from 0 to 1. */
export function across({ left, right }: Plot, share: number): number {
  return left + share * (right - left);
}

/** From the bottom up, for a share from 0 to 1. */
export function upward({ top, bottom }: Plot, share: number): number {
  return bottom - share * (bottom - top);
}
