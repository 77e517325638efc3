/** @file A title as a label on the map. */

/** Characters. */
const LONGEST = 34;
const SHORTEST_PART = 9;

/**
 * A title that fits a label. What tells the films of a series apart comes last, so of `Star Wars:
 * Episode V - The Empire Strikes Back` the last part is left; any other long title ends in an ellipsis.
 */
export function shortTitle(title: string): string {
  if (title.length <= LONGEST) return title;
  const lastPart = title.split(/: | - /).at(-1) ?? '';
  if (lastPart.length >= SHORTEST_PART && lastPart.length <= LONGEST) return lastPart;
  const cut = title.slice(0, LONGEST);
  const space = cut.lastIndexOf(' ');
  const words = cut.slice(0, space > LONGEST / 2 ? space : LONGEST);
  return `${words.replace(/[\s:,–-]+$/, '')}…`;
}
