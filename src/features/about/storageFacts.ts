/** @file What is kept on this device, in words. */
import { counted, formatBytes } from '../../ui/units';

export interface KeptThings {
  readonly ratings: number;
  readonly watchlist: number;
  readonly hidden: number;
  /** Numbers of the fitted embedding; 0 while there is none. */
  readonly tasteNumbers: number;
  /** Of the model in use; null while none is open. */
  readonly modelBytes: number | null;
  /** Everything that this origin stores, by the browser's own estimate; null where it does not tell. */
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly meaning?: string;
}

export function storageFacts(kept: KeptThings): readonly Fact[] {
  return [
    {
      name: 'What you said',
      value: [
        counted(kept.ratings, 'rating'),
        `${kept.watchlist} on the watchlist`,
        `${kept.hidden} set aside`,
      ].join(', '),
      meaning: 'In the browser’s database (IndexedDB), on this device.',
    },
    {
      name: 'Your taste',
      value: kept.tasteNumbers === 0 ? 'not fitted yet' : counted(kept.tasteNumbers, 'number'),
      meaning: 'Fitted to your ratings here; beside them in the database.',
    },
    {
      name: 'The model',
      value: kept.modelBytes === null ? 'not downloaded yet' : formatBytes(kept.modelBytes),
      meaning: 'The same file for everybody, kept in the browser’s cache.',
    },
    ...(kept.usageBytes === null
      ? []
      : [
          {
            name: 'In all',
            value: usageInWords(kept.usageBytes, kept.quotaBytes),
            meaning: 'The browser’s estimate, the app’s offline copy included.',
          },
        ]),
  ];
}

/** @param persisted the browser's promise; null until it was asked */
export function persistenceInWords(persisted: boolean | null, hasRatings: boolean): string {
  if (persisted === null) {
    const asked = 'The browser has not been asked to keep it.';
    return hasRatings ? asked : `${asked} It will be, after your first rating.`;
  }
  return persisted
    ? 'The browser has promised not to clear it by itself.'
    : 'The browser has not promised to keep it: it may clear it when space runs short. A backup is wise.';
}

function usageInWords(usage: number, quota: number | null): string {
  return quota === null
    ? formatBytes(usage)
    : `${formatBytes(usage)} of ${formatBytes(quota)} allowed`;
}
