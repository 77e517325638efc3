import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allEntries, rate, replaceEntries } from '../db/entries';
import { entriesArbitrary } from '../db/testing/arbitraries';
import { freshDatabase, freshName } from '../db/testing/freshDatabase';
import './testing/blobReading';
import { settled, visit, type TestApp } from './testing/testApp';

const apps: TestApp[] = [];

afterEach(() => {
  for (const app of apps.splice(0)) app.stop();
  vi.unstubAllGlobals();
});

async function visited(...args: Parameters<typeof visit>): Promise<TestApp> {
  const app = visit(...args);
  apps.push(app);
  await settled(app);
  return app;
}

/** What is kept, without the times that undoing renews. */
async function stored({ db }: TestApp) {
  return (await allEntries(db)).map(({ updatedAt: _, ...rest }) => rest);
}

describe('a rating', () => {
  it('is visible at once, before it is stored', async () => {
    const { library } = await visited();
    const storing = library.rate(3, 9);
    expect(library.ratingOf(3)).toBe(9);
    expect(library.isSeen(3)).toBe(true);
    await storing;
    expect(library.history).toMatchObject([{ movieId: 3, halfStars: 9 }]);
  });

  it('given in another tab appears here', async () => {
    const name = freshName();
    const { library } = await visited({}, freshDatabase(name));
    await rate(freshDatabase(name), 11, 6, 1);
    await vi.waitFor(() => expect(library.ratingOf(11)).toBe(6));
  });

  it('that cannot be stored is taken back, and says so', async () => {
    const { library, db } = await visited();
    db.close();
    await library.rate(3, 9);
    expect(library.ratingOf(3)).toBeNull();
    expect(library.problem).toMatchObject({ code: 'storage-unavailable' });
    expect(library.lastAction).toBeNull();
  });

  it('asks the browser once to keep what is stored', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    const manager = {
      persist,
      persisted: () => Promise.resolve(false),
      estimate: () => Promise.resolve({ usage: 1000, quota: 5000 }),
    };
    Object.defineProperty(navigator, 'storage', { value: manager, configurable: true });
    const { library } = await visited();
    expect(library.storage.persisted).toBeNull();
    await library.rate(1, 5);
    await library.rate(2, 5);
    expect(persist).toHaveBeenCalledTimes(1);
    expect(library.storage.persisted).toBe(true);
    expect(library.storage.usageBytes).toBe(1000);
    Reflect.deleteProperty(navigator, 'storage');
  });
});

describe('the lists', () => {
  it('have the newest first', async () => {
    const app = await visited();
    const { library } = app;
    for (const [movieId, at] of [
      [1, 10],
      [2, 30],
      [3, 20],
    ])
      await rate(app.db, movieId, 4, at);
    await vi.waitFor(() => expect(library.rated).toHaveLength(3));
    expect(library.rated.map(({ movieId }) => movieId)).toEqual([2, 3, 1]);
  });

  it('hold what was put on them, and lose it again', async () => {
    const { library } = await visited();
    await library.toggleWatchlist(4);
    await library.hide(5);
    expect(library.isWatchlisted(4)).toBe(true);
    expect(library.watchlist).toMatchObject([{ movieId: 4 }]);
    expect(library.hidden).toMatchObject([{ movieId: 5 }]);
    await library.toggleWatchlist(4);
    await library.unhide(5);
    expect(library.entries).toEqual([]);
  });
});

describe('undo', () => {
  it('takes each kind of action back and names it before', async () => {
    const app = await visited();
    const { library } = app;
    await library.rate(1, 4);
    const before = await stored(app);
    const actions: [() => Promise<unknown>, string][] = [
      [() => library.rate(1, 9), 'Rated Film 1 four and a half stars.'],
      [() => library.rate(2, 2), 'Rated Film 2 one star.'],
      [() => library.unrate(1), 'Removed your rating of Film 1.'],
      [() => library.toggleWatchlist(1), 'Added Film 1 to your watchlist.'],
      [() => library.hide(3), 'Film 3 will not be recommended again.'],
    ];
    for (const [act, message] of actions) {
      await act();
      expect(library.lastAction?.message).toBe(message);
      expect(await stored(app)).not.toEqual(before);
      await library.undo();
      expect(library.lastAction).toBeNull();
      expect(await stored(app)).toEqual(before);
    }
  });

  it('does nothing when there is nothing to take back', async () => {
    const app = await visited();
    await app.library.rate(1, 4);
    app.library.dismissAction();
    await app.library.undo();
    expect(app.library.ratingOf(1)).toBe(4);
  });
});

describe('a backup', () => {
  it('brings everything back after erasing', async () => {
    const app = await visited();
    await fc.assert(
      fc.asyncProperty(entriesArbitrary, fc.boolean(), async (entries, hideSeen) => {
        await replaceEntries(app.db, entries);
        await app.settings.setHideSeen(hideSeen);
        await vi.waitFor(() => expect(app.library.entries).toHaveLength(entries.length));
        const before = await allEntries(app.db);
        const file = app.library.exportBackup();

        expect(await app.library.erase()).toBe(true);
        expect(await allEntries(app.db)).toEqual([]);
        const pending = await app.library.previewImport(file);
        if (!pending.ok) throw new Error(pending.problem.message);
        expect(await app.library.applyImport(pending.value, 'replace')).toBe(true);

        expect(await allEntries(app.db)).toEqual(before);
        await vi.waitFor(() => expect(app.settings.hideSeen).toBe(hideSeen));
      }),
      { numRuns: 10 },
    );
  });

  it('says what it would change and changes nothing before that', async () => {
    const app = await visited();
    await app.library.rate(1, 4);
    await app.library.rate(2, 4);
    const file = app.library.exportBackup();
    await app.library.rate(2, 8);
    await app.library.unrate(1);
    const pending = await app.library.previewImport(file);
    expect(pending).toMatchObject({
      ok: true,
      value: { added: [{ movieId: 1 }], same: [], conflicts: [{ movieId: 2 }], unknown: [] },
    });
    expect(await stored(app)).toMatchObject([{ movieId: 2, halfStars: 8 }]);
  });

  it('joined in keeps the newer ratings and what only this device has, and can be undone', async () => {
    const app = await visited();
    await rate(app.db, 1, 4, 10);
    await rate(app.db, 2, 4, 10);
    await vi.waitFor(() => expect(app.library.rated).toHaveLength(2));
    const file = app.library.exportBackup();
    await app.library.erase();
    await rate(app.db, 2, 8, 20);
    await rate(app.db, 3, 8, 20);
    const before = await stored(app);
    const pending = await app.library.previewImport(file);
    if (!pending.ok) throw new Error(pending.problem.message);
    await app.library.applyImport(pending.value, 'merge');
    expect((await stored(app)).map(({ halfStars }) => halfStars)).toEqual([4, 8, 8]);
    await app.library.undo();
    expect(await stored(app)).toEqual(before);
  });

  it('that is damaged is refused, and nothing changes', async () => {
    const app = await visited();
    await app.library.rate(1, 4);
    const text = (await app.library.exportBackup().text()).replace(
      '"halfStars": 4',
      '"halfStars": 40',
    );
    const pending = await app.library.previewImport(new File([text], 'bad.json'));
    expect(pending).toMatchObject({ ok: false, problem: { code: 'file-malformed' } });
    expect(app.library.ratingOf(1)).toBe(4);
  });
});

describe('erasing', () => {
  it('leaves nothing: entries, settings, embedding, theme, the worker’s packs', async () => {
    const erase = vi.fn(() => Promise.resolve({ ok: true, value: null } as const));
    const app = await visited({ erase });
    await app.settings.setTheme('dark');
    await app.library.rate(1, 9);
    await settled(app);
    await vi.waitFor(async () => expect(await app.db.embeddings.count()).toBe(1));

    expect(await app.library.erase()).toBe(true);
    await settled(app);
    for (const table of app.db.tables) expect(await table.count()).toBe(0);
    expect(localStorage.length).toBe(0);
    await vi.waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
    expect(erase).toHaveBeenCalledTimes(1);
    expect(app.library.history).toEqual([]);
    expect(app.recommender.personal).toBe(false);
  });

  it('that fails says so and shows what is still there', async () => {
    const app = await visited();
    await app.library.rate(1, 9);
    vi.spyOn(app.db, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('no', 'InvalidStateError');
    });
    expect(await app.library.erase()).toBe(false);
    expect(app.library.problem).not.toBeNull();
    expect(app.library.ratingOf(1)).toBe(9);
  });

  it('does not touch the caches of other sites on the same origin', async () => {
    const deleted: string[] = [];
    vi.stubGlobal('caches', {
      keys: () =>
        Promise.resolve(['kinora-packs', 'workbox-precache-v2-http://localhost:3000/', 'other']),
      delete: (name: string) => Promise.resolve(deleted.push(name) > 0),
    });
    const app = await visited();
    await app.library.erase();
    expect(deleted).toEqual(['kinora-packs', 'workbox-precache-v2-http://localhost:3000/']);
  });
});
