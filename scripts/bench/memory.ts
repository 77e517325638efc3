/** @file Peak memory of the browser's processes, from the operating system. */
import { readFile, readdir } from 'node:fs/promises';

const BYTES_PER_KIB = 1024;

/**
 * Peak resident memory of the process that runs page and worker, in bytes: the largest renderer below
 * the browser. Null where the system has no `/proc`.
 */
export async function peakRendererBytes(profileFolder: string): Promise<number | null> {
  const ids = await readdir('/proc').catch(() => null);
  if (ids === null) return null;
  const peaks = await Promise.all(
    ids.filter((id) => /^\d+$/.test(id)).map((id) => peakOfRenderer(id, profileFolder)),
  );
  const known = peaks.filter((peak) => peak !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function peakOfRenderer(id: string, profileFolder: string): Promise<number | null> {
  const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
  if (!command.includes('--type=renderer') || !(await isBelow(id, profileFolder))) return null;
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const peak = /VmHWM:\s+(\d+) kB/.exec(status);
  return peak ? Number(peak[1]) * BYTES_PER_KIB : null;
}

/** Whether a process descends from the browser that was started with this profile. */
async function isBelow(id: string, profileFolder: string): Promise<boolean> {
  for (let at = id; at !== '0' && at !== ''; at = await parentOf(at)) {
    const command = await readFile(`/proc/${at}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(profileFolder)) return true;
  }
  return false;
}

async function parentOf(id: string): Promise<string> {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  return /PPid:\s+(\d+)/.exec(status)?.[1] ?? '';
}
