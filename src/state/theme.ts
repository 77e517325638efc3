/**
 * @file The theme on the document. It is kept in the database, and mirrored in localStorage because
 * only that can be read before the first paint.
 */
import type { Theme } from '../db/settings';

export const THEME_STORAGE_KEY = 'kinora-theme';

/** Shows a theme: `data-theme` is set for a forced one; without it the system decides. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.media = mediaOf(meta.dataset.scheme, theme);
  }
}

/** When the browser's own bars take the colour of `scheme`. */
function mediaOf(scheme: string | undefined, theme: Theme): string {
  if (theme === 'system') return `(prefers-color-scheme: ${scheme})`;
  return scheme === theme ? 'all' : 'not all';
}

/** Applies the theme of the last visit; called before anything is drawn. */
export function applyMirroredTheme(): void {
  const stored = withStorage((storage) => storage.getItem(THEME_STORAGE_KEY)) ?? null;
  if (stored === 'dark' || stored === 'light') applyTheme(stored);
}

export function mirrorTheme(theme: Theme): void {
  withStorage((storage) => {
    if (theme === 'system') storage.removeItem(THEME_STORAGE_KEY);
    else storage.setItem(THEME_STORAGE_KEY, theme);
  });
}

/** A browser that blocks storage throws already when it is touched. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch (error) {
    console.warn('The theme is not kept: storage is blocked.', error);
    return undefined;
  }
}
