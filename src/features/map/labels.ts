/** @file Which labels fit on the screen without covering one another. Pure. */
import type { Box, Size } from './viewport';

export interface LabelCandidate {
  /** Whatever names the label to its painter. */
  readonly id: number;
  /** `beside` a dot, or `over` a point that has none. */
  readonly where: 'beside' | 'over';
  /** The dot or point in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The text's size in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel {
  readonly id: number;
  /** Left end and vertical middle of the text. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

export interface LabelOptions {
  readonly size: Size;
  /** At most so many labels. */
  readonly limit: number;
  /** Boxes that no label may touch. */
  readonly obstacles: readonly Box[];
}

/** Between a dot and its label, and between two labels. */
const GAP = 4;
const CLEARANCE = 3;

/**
 * Goes through the candidates, the most important first, and puts each label in its first free place:
 * right, left, above or below its dot; or over its point, else a little above or below it. One that fits
 * nowhere is left out, so what is placed never gives way to something less important.
 */
export function placeLabels(
  candidates: Iterable<LabelCandidate>,
  { size, limit, obstacles }: LabelOptions,
): PlacedLabel[] {
  const taken = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const candidate of candidates) {
    if (placed.length >= limit) break;
    const box = sidesOf(candidate).find(
      (side) => fits(side, size) && !taken.some((other) => touches(side, other)),
    );
    if (!box) continue;
    taken.push(box, dotBox(candidate));
    placed.push({ id: candidate.id, x: box.left, y: (box.top + box.bottom) / 2, box });
  }
  return placed;
}

function sidesOf({ where, x, y, radius, width, height }: LabelCandidate): Box[] {
  const at = (left: number, top: number): Box => ({
    left,
    top,
    right: left + width,
    bottom: top + height,
  });
  if (where === 'over') {
    return [0, -1, 1].map((rows) => at(x - width / 2, y - height / 2 + rows * height));
  }
  const away = radius + GAP;
  return [
    at(x + away, y - height / 2),
    at(x - away - width, y - height / 2),
    at(x - width / 2, y - away - height),
    at(x - width / 2, y + away),
  ];
}

function dotBox({ x, y, radius }: LabelCandidate): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function fits(box: Box, { width, height }: Size): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}

function touches(a: Box, b: Box): boolean {
  return (
    a.left < b.right + CLEARANCE &&
    b.left < a.right + CLEARANCE &&
    a.top < b.bottom + CLEARANCE &&
    b.top < a.bottom + CLEARANCE
  );
}
