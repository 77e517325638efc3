/** @file Scrolling to a remembered position on a page that is still growing. */

/** How long the page may take to become tall enough. */
const PATIENCE_MS = 1500;
const GESTURES = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

/**
 * Scrolls to `top` as soon as the page is tall enough, and gives up after a while or when the person
 * scrolls. The returned function stops it.
 */
export function scrollWhenPossible(target: Window, top: number): () => void {
  const deadline = target.performance.now() + PATIENCE_MS;
  let stopped = false;
  const stop = () => {
    stopped = true;
    for (const gesture of GESTURES) target.removeEventListener(gesture, stop);
  };
  const attempt = () => {
    if (stopped) return;
    target.scrollTo({ top, behavior: 'instant' });
    const reachable = target.document.documentElement.scrollHeight - target.innerHeight;
    if (reachable >= top || target.performance.now() > deadline) stop();
    else target.requestAnimationFrame(attempt);
  };
  for (const gesture of GESTURES) target.addEventListener(gesture, stop, { passive: true });
  attempt();
  return stop;
}

/** How far down each entry of the browser's history was left, in CSS pixels. */
export class ScrollPositions {
  readonly #tops = new Map<string, number>();

  remember(entryId: string, top: number): void {
    this.#tops.set(entryId, top);
  }

  /** 0 for an entry that was never left. */
  of(entryId: string): number {
    return this.#tops.get(entryId) ?? 0;
  }
}
