/** @file The first and last year of release in a column of years. */

/** @param years 0 where unknown; without any known year both ends are this year */
export function yearSpan(years: ArrayLike<number>): readonly [earliest: number, latest: number] {
  let earliest = Infinity;
  let latest = -Infinity;
  for (let row = 0; row < years.length; row += 1) {
    if (years[row] === 0) continue;
    earliest = Math.min(earliest, years[row]);
    latest = Math.max(latest, years[row]);
  }
  if (latest >= earliest) return [earliest, latest];
  const now = new Date().getFullYear();
  return [now, now];
}
