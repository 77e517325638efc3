/** @file Preloaded into a measured command: leaves what the process took in the file it was told. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const KIBIBYTE = 1024;
const file = process.env.KINORA_USAGE_FILE;

// Threads load this too; the process's own figures include them.
if (file && isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(file, JSON.stringify({ cpuSeconds, peakBytes: maxRSS * KIBIBYTE }));
  });
}
