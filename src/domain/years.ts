/** @file Years of release and decades. */

/** The decade's first year: 1987 is in 1980. */
export function decadeOf(year: number): number {
  return Math.floor(year / 10) * 10;
}

/** `1980s` */
export function decadeLabel(decade: number): string {
  return `${decade}s`;
}

/** Every decade from the one of `from` to the one of `to`, earliest first. */
export function decadesBetween(from: number, to: number): number[] {
  const decades: number[] = [];
  for (let decade = decadeOf(from); decade <= to; decade += 10) decades.push(decade);
  return decades;
}

/** `1994`, or `year unknown`. */
export function yearLabel(year: number | null): string {
  return year === null ? 'year unknown' : String(year);
}

/** `Heat (1995)`, or the title alone where the year is unknown. */
export function titleWithYear(movie: {
  readonly title: string;
  readonly year: number | null;
}): string {
  return movie.year === null ? movie.title : `${movie.title} (${movie.year})`;
}
