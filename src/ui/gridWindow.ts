/** @file Which rows of a long grid are worth drawing. */

export interface GridWindow {
  /** First row to draw. */
  readonly from: number;
  /** One after the last row to draw. */
  readonly to: number;
}

/**
 * The rows in view, and `overscan` more on both sides.
 * @param top how far the grid's top lies above the viewport's top, in pixels; negative when below
 */
export function gridWindow(
  top: number,
  viewport: number,
  rowHeight: number,
  rows: number,
  overscan: number,
): GridWindow {
  if (rows === 0 || rowHeight <= 0) return { from: 0, to: 0 };
  const first = Math.floor(top / rowHeight) - overscan;
  const last = Math.ceil((top + viewport) / rowHeight) + overscan;
  const from = Math.min(Math.max(0, first), rows);
  return { from, to: Math.max(from, Math.min(rows, last)) };
}
