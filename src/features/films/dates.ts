/** @file Dates as they stand in a list. */

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `3 Apr 2026`, or `date unknown`. @param time milliseconds since 1970, 0 or null when unknown */
export function formatDay(time: number | null): string {
  return time === null || time === 0 ? 'date unknown' : DAY.format(time);
}

/** The value of a `datetime` attribute; undefined when unknown. */
export function isoDay(time: number | null): string | undefined {
  if (time === null || time === 0) return undefined;
  return new Date(time).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
