/** @file Titles as labels on the map: short, and still telling films of a series apart. */

/** Characters. */
const LONGEST = 34;
const SHORTEST_PART = 6;

/** `Star Wars` of `Star Wars: Episode V - The Empire Strikes Back` */
const HEAD = /^(.*?): /;
/** What parts a long title: `: ` and ` - `. */
const SEAM = /: | - /;
/** A second title begins with an `or` that belongs to neither: `Dr. Strangelove or: How I …`. */
const DANGLING = /[\s,]+or$/;

/** The label of each title. */
export function labelTexts(titles: readonly string[]): string[] {
  const heads = new Map<string, number>();
  for (const title of titles) {
    const head = headOf(title);
    if (head !== null) heads.set(head, (heads.get(head) ?? 0) + 1);
  }
  return titles.map((title) => shortTitle(title, (heads.get(headOf(title) ?? '') ?? 0) > 1));
}

/**
 * A long title of a series keeps its last part, which tells the film from the others; any other keeps
 * what stands before its subtitle. What is still too long ends in an ellipsis.
 */
function shortTitle(title: string, isOfSeries: boolean): string {
  if (title.length <= LONGEST) return title;
  const part = isOfSeries ? (title.split(SEAM).at(-1) ?? '') : (headOf(title) ?? '');
  const kept = part.replace(DANGLING, '');
  if (kept.length >= SHORTEST_PART && kept.length <= LONGEST) return kept;
  const cut = title.slice(0, LONGEST);
  const space = cut.lastIndexOf(' ');
  const words = cut.slice(0, space > LONGEST / 2 ? space : LONGEST);
  return `${words.replace(/[\s:,–-]+$/, '')}…`;
}

function headOf(title: string): string | null {
  return HEAD.exec(title)?.[1] ?? null;
}
