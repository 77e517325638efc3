import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, freshName } from '../db/testing/freshDatabase';
import { Settings } from './settings.svelte';
import { applyMirroredTheme, THEME_STORAGE_KEY } from './theme';

const root = document.documentElement;

afterEach(() => {
  localStorage.clear();
  delete root.dataset.theme;
  vi.restoreAllMocks();
});

describe('the theme', () => {
  it('is put on the document when it is forced, and left to the system otherwise', async () => {
    const settings = new Settings(freshDatabase());
    await settings.setTheme('dark');
    expect(root.dataset.theme).toBe('dark');
    await settings.setTheme('system');
    expect(root.dataset.theme).toBeUndefined();
  });

  it('colours the browser’s own bars', async () => {
    document.head.innerHTML = ['dark', 'light']
      .map((scheme) => `<meta name="theme-color" data-scheme="${scheme}">`)
      .join('');
    const media = () => [...document.head.querySelectorAll('meta')].map((meta) => meta.media);
    const settings = new Settings(freshDatabase());
    await settings.setTheme('light');
    expect(media()).toEqual(['not all', 'all']);
    await settings.setTheme('system');
    expect(media()).toEqual(['(prefers-color-scheme: dark)', '(prefers-color-scheme: light)']);
  });

  it('is there before the database is read', async () => {
    await new Settings(freshDatabase()).setTheme('light');
    delete root.dataset.theme;
    applyMirroredTheme();
    expect(root.dataset.theme).toBe('light');
  });

  it('is not taken from a mirror that was tampered with', () => {
    localStorage.setItem(THEME_STORAGE_KEY, 'neon');
    applyMirroredTheme();
    expect(root.dataset.theme).toBeUndefined();
  });

  it('works, and says so, where storage is blocked', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    applyMirroredTheme();
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe('settings', () => {
  it('come back at the next visit', async () => {
    const name = freshName();
    await new Settings(freshDatabase(name)).setHideSeen(false);
    const next = new Settings(freshDatabase(name));
    await next.load();
    expect(next.hideSeen).toBe(false);
  });

  it('follow a change in another tab', async () => {
    const name = freshName();
    const [one, two] = [new Settings(freshDatabase(name)), new Settings(freshDatabase(name))];
    const stop = one.start();
    await two.setTheme('dark');
    await vi.waitFor(() => expect(one.theme).toBe('dark'));
    stop();
  });

  it('keep a dial that moves where it is, whatever was stored a moment ago', async () => {
    const name = freshName();
    const settings = new Settings(freshDatabase(name));
    const stop = settings.start();
    const seen: number[] = [];
    const follow = $effect.root(() => {
      $effect(() => {
        seen.push(settings.diversity);
      });
    });
    const writes: Promise<void>[] = [];
    for (const diversity of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
      writes.push(settings.setDials({ diversity }));
      await new Promise((resolve) => setTimeout(resolve));
    }
    await Promise.all(writes);
    const next = new Settings(freshDatabase(name));
    await next.load();
    expect([next.diversity, next.popularity]).toEqual([0.6, 0]);
    expect(settings.diversity).toBe(0.6);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    follow();
    stop();
  });

  it('hold for this visit, with a problem, when they cannot be stored', async () => {
    const db = freshDatabase();
    const settings = new Settings(db);
    db.close();
    await settings.setHideSeen(false);
    expect(settings.hideSeen).toBe(false);
    expect(settings.problem).toMatchObject({ code: 'storage-unavailable' });
  });
});
