/** @file Numbers with their units, as they stand in the interface. */

const BYTES_PER_KB = 1000;
const BYTES_PER_MB = 1_000_000;
const BYTES_PER_GB = 1_000_000_000;

/** `640 kB`, `2.3 MB`, `10.7 GB` (decimal units). */
export function formatBytes(bytes: number): string {
  if (bytes < BYTES_PER_KB) return `${bytes} bytes`;
  if (bytes < BYTES_PER_MB) return `${Math.round(bytes / BYTES_PER_KB)} kB`;
  if (bytes < BYTES_PER_GB) return `${(bytes / BYTES_PER_MB).toFixed(1)} MB`;
  return `${(bytes / BYTES_PER_GB).toFixed(1)} GB`;
}

const COUNT = new Intl.NumberFormat('en-GB');

/** `86,537` */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `one film`, `38 films`: a count with its noun; the plural adds an s unless given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
