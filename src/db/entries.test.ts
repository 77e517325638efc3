import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  allEntries,
  mergeEntries,
  rate,
  replaceEntries,
  revertChanges,
  setHidden,
  setWatchlisted,
  unrate,
  watchEntries,
} from './entries';
import type { Entry } from './entry';
import { eraseEverything } from './erase';
import { entriesArbitrary } from './testing/arbitraries';
import { freshDatabase, freshName } from './testing/freshDatabase';

const RUNS = { numRuns: 25 };

function byId(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.movieId - b.movieId);
}

describe('the verbs on entries', () => {
  it('change their own fields and leave the others', async () => {
    const db = freshDatabase();
    await setWatchlisted(db, 7, true, 1);
    await rate(db, 7, 9, 2);
    await setHidden(db, 7, true, 3);
    expect(await allEntries(db)).toEqual([
      {
        movieId: 7,
        halfStars: 9,
        ratedAt: 2,
        watchlistedAt: 1,
        hiddenAt: 3,
        updatedAt: 3,
        note: '',
      },
    ]);
  });

  it('leave nothing behind when everything was taken back', async () => {
    const db = freshDatabase();
    await rate(db, 7, 9);
    await setWatchlisted(db, 7, true);
    await unrate(db, 7);
    await setWatchlisted(db, 7, false);
    expect(await allEntries(db)).toEqual([]);
  });

  it.each([0, 11, 4.5, Number.NaN])('refuse the rating %s and write nothing', async (halfStars) => {
    const db = freshDatabase();
    await expect(rate(db, 7, halfStars)).rejects.toThrow();
    expect(await allEntries(db)).toEqual([]);
  });

  it('can be taken back one by one', async () => {
    const db = freshDatabase();
    await rate(db, 7, 4, 1);
    const change = await rate(db, 7, 9, 2);
    await setWatchlisted(db, 7, true, 3);
    await revertChanges(db, [change], 4);
    expect(await allEntries(db)).toMatchObject([{ halfStars: 4, ratedAt: 1, watchlistedAt: 3 }]);
  });
});

describe('two tabs', () => {
  it('that write the same films at once lose nothing', async () => {
    const name = freshName();
    const [one, two] = [freshDatabase(name), freshDatabase(name)];
    const ids = Array.from({ length: 20 }, (_, i) => i + 1);
    await Promise.all(ids.flatMap((id) => [rate(one, id, 5, 1), setWatchlisted(two, id, true, 2)]));
    const entries = await allEntries(one);
    expect(entries).toHaveLength(20);
    for (const entry of entries) expect(entry).toMatchObject({ halfStars: 5, watchlistedAt: 2 });
  });

  it('see each other’s changes', async () => {
    const name = freshName();
    const [one, two] = [freshDatabase(name), freshDatabase(name)];
    const seen = vi.fn();
    const stop = watchEntries(one, seen, (error) => {
      throw error;
    });
    await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith([]));
    await rate(two, 3, 8, 1);
    await vi.waitFor(() =>
      expect(seen).toHaveBeenLastCalledWith([
        expect.objectContaining({ movieId: 3, halfStars: 8 }),
      ]),
    );
    stop();
  });
});

describe('writing many entries', () => {
  it('in the place of all others can be taken back entirely', async () => {
    await fc.assert(
      fc.asyncProperty(entriesArbitrary, entriesArbitrary, async (before, after) => {
        const db = freshDatabase();
        await replaceEntries(db, before);
        const changes = await replaceEntries(db, after);
        expect(await allEntries(db)).toEqual(byId(after));
        await revertChanges(db, changes, 5);
        expect(await allEntries(db)).toMatchObject(
          byId(before).map(({ updatedAt: _, ...rest }) => rest),
        );
        db.close();
      }),
      RUNS,
    );
  });

  it('by merging keeps what was there, and merging twice is merging once', async () => {
    await fc.assert(
      fc.asyncProperty(entriesArbitrary, entriesArbitrary, async (stored, incoming) => {
        const db = freshDatabase();
        await replaceEntries(db, stored);
        await mergeEntries(db, incoming);
        const once = await allEntries(db);
        const ids = new Set([...stored, ...incoming].map(({ movieId }) => movieId));
        expect(new Set(once.map(({ movieId }) => movieId))).toEqual(ids);
        await mergeEntries(db, incoming);
        expect(await allEntries(db)).toEqual(once);
        db.close();
      }),
      RUNS,
    );
  });

  it('writes nothing when one of them is illegal', async () => {
    const db = freshDatabase();
    await rate(db, 1, 10, 1);
    const bad = { ...(await allEntries(db))[0], movieId: 2, halfStars: 12 };
    await expect(replaceEntries(db, [bad])).rejects.toThrow('half stars');
    expect(await allEntries(db)).toMatchObject([{ movieId: 1 }]);
  });
});

describe('erasing', () => {
  it('empties every table, shows that to the other tabs, and deletes the database', async () => {
    const name = freshName();
    const [one, two] = [freshDatabase(name), freshDatabase(name)];
    await rate(one, 1, 10);
    await one.settings.put({ key: 'theme', value: 'dark' });
    const seen = vi.fn();
    const stop = watchEntries(two, seen, (error) => {
      throw error;
    });
    await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith([expect.anything()]));
    stop();
    await eraseEverything(one);
    const names = (await indexedDB.databases()).map((database) => database.name);
    expect(names).not.toContain(name);
    expect(await allEntries(two)).toEqual([]);
  });

  it('leaves a database that can be written again', async () => {
    const db = freshDatabase();
    await rate(db, 1, 10);
    await eraseEverything(db);
    await rate(db, 2, 4);
    expect(await allEntries(db)).toMatchObject([{ movieId: 2 }]);
  });
});
