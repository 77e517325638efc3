/** @file Everything the person said about films: ratings, watchlist, "not interested"; live. */
import type { HistoryEntry } from '../client/contract';
import type { KinoraDatabase } from '../db/database';
import { allEntries, mergeEntries, patchEntry, revertChanges, watchEntries } from '../db/entries';
import type { Entry, EntryChange, EntryPatch } from '../db/entry';
import { eraseEverything } from '../db/erase';
import { restoreBackup } from '../db/restore';
import { parseSettings, type SettingsValues } from '../db/settings';
import type { FileResult } from '../exchange/result';
import { ACTION_MESSAGES } from './actionMessages';
import { backupFile, pendingImport, type PendingImport } from './backup';
import type { DeviceStorage } from './deviceStorage.svelte';
import { EntryView } from './entryView.svelte';
import { storageProblem, type StorageProblem } from './storageProblem';

/**
 * `merge` joins the file into what is here; where both have a rating the newer one stays. `replace`
 * puts the file in its place, settings included.
 */
export type ImportMode = 'merge' | 'replace';

/** The last thing done, for the toast. */
export interface LastAction {
  /** Rises with each action. */
  readonly id: number;
  /** `Rated Heat four stars.` */
  readonly message: string;
}

export interface LibraryOptions {
  readonly db: KinoraDatabase;
  readonly storage: DeviceStorage;
  readonly titleOf: (movieId: number) => string;
  /** Whether the catalogue has this movie. */
  readonly isKnown: (movieId: number) => boolean;
  readonly settings: () => SettingsValues;
  /** Forgets what lies outside the database: caches, service worker, the worker's packs. */
  readonly eraseElsewhere: () => Promise<void>;
}

export class Library {
  /** False until the stored entries were read once. */
  ready = $state(false);
  /** What `undo` would take back; null after it, and after {@link dismissAction}. */
  lastAction = $state.raw<LastAction | null>(null);
  /** Set when something could not be stored. */
  problem = $state.raw<StorageProblem | null>(null);
  /** When a rating was last given or taken here (`performance.now()`), for the latency. */
  lastRatingTime: number | null = null;

  readonly storage: DeviceStorage;
  readonly #options: LibraryOptions;
  readonly #view = new EntryView();
  #undoable: readonly EntryChange[] = [];
  #actionCount = 0;

  /** All entries, in no particular order. */
  readonly entries: readonly Entry[] = $derived.by(() => this.#view.all());
  /** Rated films, the newest rating first. */
  readonly rated: readonly Entry[] = $derived(newestFirst(this.entries, 'halfStars', 'ratedAt'));
  /** Films to watch, the newest addition first. */
  readonly watchlist: readonly Entry[] = $derived(
    newestFirst(this.entries, 'watchlistedAt', 'watchlistedAt'),
  );
  /** Films marked "not interested", the newest first. */
  readonly hidden: readonly Entry[] = $derived(newestFirst(this.entries, 'hiddenAt', 'hiddenAt'));
  /** The ratings as the user tower reads them, the newest first. */
  readonly history: readonly HistoryEntry[] = $derived(historyOf(this.rated));

  constructor(options: LibraryOptions) {
    this.#options = options;
    this.storage = options.storage;
  }

  /** Reads the stored entries and follows changes, from other tabs too. Returns how to stop. */
  start(): () => void {
    return watchEntries(
      this.#options.db,
      (entries) => {
        this.#view.adopt(entries);
        this.ready = true;
      },
      (error) => {
        this.problem = storageProblem(error);
        this.ready = true;
      },
    );
  }

  /** Half stars, 1 to 10, or null. */
  ratingOf(movieId: number): number | null {
    return this.#view.get(movieId)?.halfStars ?? null;
  }

  isSeen(movieId: number): boolean {
    return this.ratingOf(movieId) !== null;
  }

  isHidden(movieId: number): boolean {
    return (this.#view.get(movieId)?.hiddenAt ?? null) !== null;
  }

  isWatchlisted(movieId: number): boolean {
    return (this.#view.get(movieId)?.watchlistedAt ?? null) !== null;
  }

  /** Rates a film; visible at once, stored when the promise resolves. @param halfStars 1 to 10 */
  async rate(movieId: number, halfStars: number): Promise<void> {
    this.lastRatingTime = performance.now();
    const isFirst = this.rated.length === 0;
    const now = Date.now();
    const message = ACTION_MESSAGES.rated(this.#options.titleOf(movieId), halfStars);
    await this.#change(movieId, { halfStars, ratedAt: now }, message, now);
    if (isFirst) await this.storage.requestPersistence();
  }

  unrate(movieId: number): Promise<void> {
    this.lastRatingTime = performance.now();
    const message = ACTION_MESSAGES.unrated(this.#options.titleOf(movieId));
    return this.#change(movieId, { halfStars: null, ratedAt: null }, message);
  }

  toggleWatchlist(movieId: number): Promise<void> {
    const title = this.#options.titleOf(movieId);
    const now = Date.now();
    return this.isWatchlisted(movieId)
      ? this.#change(movieId, { watchlistedAt: null }, ACTION_MESSAGES.unwatchlisted(title), now)
      : this.#change(movieId, { watchlistedAt: now }, ACTION_MESSAGES.watchlisted(title), now);
  }

  /** "Not interested": never recommended again. */
  hide(movieId: number): Promise<void> {
    const now = Date.now();
    const message = ACTION_MESSAGES.hidden(this.#options.titleOf(movieId));
    return this.#change(movieId, { hiddenAt: now }, message, now);
  }

  unhide(movieId: number): Promise<void> {
    const message = ACTION_MESSAGES.unhidden(this.#options.titleOf(movieId));
    return this.#change(movieId, { hiddenAt: null }, message);
  }

  /** Takes the last action back, except where another tab has changed the same since. */
  async undo(): Promise<void> {
    const changes = this.#undoable;
    this.dismissAction();
    this.lastRatingTime = performance.now();
    await this.#store(() => revertChanges(this.#options.db, changes));
  }

  /** Forgets the last action, when its toast has gone. */
  dismissAction(): void {
    this.#undoable = [];
    this.lastAction = null;
  }

  /** Everything that was put in, as a file for download. */
  exportBackup(): File {
    return backupFile(this.entries, this.#options.settings());
  }

  /** Reads a backup and says what it would change. Writes nothing. */
  previewImport(file: Blob): Promise<FileResult<PendingImport>> {
    return pendingImport(file, (movieId) => this.#view.get(movieId), this.#options.isKnown);
  }

  /**
   * Writes an import, all of it or nothing; `undo` takes its films back. False, with {@link problem}
   * set, when nothing was stored.
   */
  async applyImport({ backup }: PendingImport, mode: ImportMode): Promise<boolean> {
    const { db } = this.#options;
    this.lastRatingTime = performance.now();
    const changes = await this.#store(() =>
      mode === 'merge'
        ? mergeEntries(db, backup.entries)
        : restoreBackup(db, backup.entries, parseSettings(backup.settings)),
    );
    if (changes === null) return false;
    this.#announce(ACTION_MESSAGES.imported(backup.entries.length), changes);
    await this.storage.requestPersistence();
    return true;
  }

  /**
   * Erases everything on this device: the database, caches, the service worker, cached packs. False,
   * with {@link problem} set, when the browser refused.
   */
  async erase(): Promise<boolean> {
    this.dismissAction();
    this.#view.clear();
    const done = await this.#store(async () => {
      await eraseEverything(this.#options.db);
      await this.#options.eraseElsewhere();
      return true;
    });
    if (done === null) this.#view.adopt(await allEntries(this.#options.db).catch(() => []));
    await this.storage.refresh();
    return done ?? false;
  }

  async #change(
    movieId: number,
    patch: EntryPatch,
    message: string,
    now = Date.now(),
  ): Promise<void> {
    const before = this.#view.get(movieId) ?? null;
    this.#view.begin(movieId, patch, now);
    const change = await this.#store(() => patchEntry(this.#options.db, movieId, patch, now));
    this.#view.end(movieId, change === null ? before : change.after);
    if (change !== null) this.#announce(message, [change]);
  }

  #announce(message: string, changes: readonly EntryChange[]): void {
    this.#undoable = changes;
    this.#actionCount += 1;
    this.lastAction = { id: this.#actionCount, message };
  }

  /** Runs a write; null, with {@link problem} set, when it failed. */
  async #store<T>(write: () => Promise<T>): Promise<T | null> {
    try {
      const result = await write();
      this.problem = null;
      return result;
    } catch (error) {
      this.problem = storageProblem(error);
      return null;
    }
  }
}

/** The entries that have `field`, ordered by `time`; those without a time come last. */
function newestFirst(
  entries: readonly Entry[],
  field: 'halfStars' | 'watchlistedAt' | 'hiddenAt',
  time: 'ratedAt' | 'watchlistedAt' | 'hiddenAt',
): readonly Entry[] {
  return entries
    .filter((entry) => entry[field] !== null)
    .sort((a, b) => (b[time] ?? 0) - (a[time] ?? 0) || a.movieId - b.movieId);
}

function historyOf(rated: readonly Entry[]): readonly HistoryEntry[] {
  return rated.flatMap(({ movieId, halfStars, ratedAt }) =>
    halfStars === null ? [] : [{ movieId, halfStars, ratedAt: ratedAt ?? 0 }],
  );
}
