/** @file A failure of IndexedDB, in words. */

/** Like a `Problem` of the worker, but of this device's storage. */
export interface StorageProblem {
  readonly code: 'storage-full' | 'storage-unavailable';
  readonly message: string;
  readonly action: string;
}

export function storageProblem(error: unknown): StorageProblem {
  if (isQuotaError(error)) {
    return {
      code: 'storage-full',
      message: 'There is no space left on this device to store your ratings.',
      action: 'Free some space, then try again. What was stored before is safe.',
    };
  }
  return {
    code: 'storage-unavailable',
    message: `This browser cannot reach what it stores for this site (${reasonOf(error)}).`,
    action: 'Leave private browsing, or allow this site to store data, then reload the page.',
  };
}

function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'QuotaExceededError') return true;
  return 'inner' in error && isQuotaError(error.inner);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
