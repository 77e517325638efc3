/** @file Where a popover opens beside its button, so that all of it is in the window. */

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * Left and top in pixels of the viewport: below the button with the right edges in line, above it
 * where there is no room below, and never over the window's edge.
 */
export function popoverPlace(
  button: Box,
  popover: Size,
  viewport: Size,
): { readonly left: number; readonly top: number } {
  const below = button.bottom + GAP_PX;
  const above = button.top - GAP_PX - popover.height;
  const fitsBelow = below + popover.height <= viewport.height - EDGE_PX;
  const top = fitsBelow || above < EDGE_PX ? below : above;
  return {
    left: clamp(button.right - popover.width, EDGE_PX, viewport.width - EDGE_PX - popover.width),
    top: clamp(top, EDGE_PX, viewport.height - EDGE_PX - popover.height),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
