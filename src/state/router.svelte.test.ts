import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Router } from './router.svelte';
import { BROWSE } from './routes';

let router: Router;
let stop = () => {};
const scrollTo = vi.fn();

beforeEach(() => {
  scrollTo.mockClear();
  vi.stubGlobal('scrollTo', scrollTo);
  window.history.replaceState(null, '', '#/');
  router = new Router(window);
  stop = router.start();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  setScroll(0);
});

function setScroll(top: number): void {
  Object.defineProperty(window, 'scrollY', { value: top, configurable: true });
}

/** What a click on `<a href="…">` does. */
async function follow(hash: string): Promise<void> {
  const shown = new Promise((resolve) => {
    window.addEventListener('hashchange', resolve, { once: true });
  });
  window.location.hash = hash;
  await shown;
}

async function back(): Promise<void> {
  const shown = new Promise((resolve) => {
    window.addEventListener('hashchange', resolve, { once: true });
  });
  window.history.back();
  await shown;
}

describe('the router', () => {
  it('follows links and the back button', async () => {
    await follow('#/movie/7');
    expect(router.route).toEqual({ name: 'movie', id: 7 });
    await back();
    expect(router.route).toEqual({ name: 'for-you' });
  });

  it('goes to a route and writes the address', () => {
    router.go({ name: 'movie', id: 9 });
    expect(window.location.hash).toBe('#/movie/9');
    expect(router.route).toEqual({ name: 'movie', id: 9 });
  });

  it('replaces query state without a new entry in the history', () => {
    router.go(BROWSE);
    const entries = window.history.length;
    router.replace({ ...BROWSE, query: 'heat' });
    expect(window.location.hash).toBe('#/browse?q=heat');
    expect(window.history.length).toBe(entries);
    expect(router.route).toEqual({ ...BROWSE, query: 'heat' });
  });

  it('leaves anchors on the page alone', async () => {
    router.go({ name: 'map' });
    await follow('#main');
    expect(router.route).toEqual({ name: 'map' });
  });

  it('shows the start page when it is opened at an anchor', () => {
    window.history.replaceState(null, '', '#main');
    expect(new Router(window).route).toEqual({ name: 'for-you' });
  });

  it('names the document, and lets the page name it better', () => {
    router.go({ name: 'map' });
    expect(document.title).toBe('Map · Kinora');
    router.title = 'Heat (1995)';
    expect(document.title).toBe('Heat (1995) · Kinora');
  });

  it('moves the focus to the heading after a navigation, and not at the start', () => {
    const heading = document.createElement('h1');
    document.body.append(heading);
    router.heading(heading);
    expect(document.activeElement).not.toBe(heading);
    router.go({ name: 'map' });
    router.heading(heading);
    expect(document.activeElement).toBe(heading);
    heading.remove();
  });

  it('does not take the focus from a search field when only the query changes', () => {
    router.go(BROWSE);
    const [heading, field] = [document.createElement('h1'), document.createElement('input')];
    document.body.append(heading, field);
    router.heading(heading);
    field.focus();
    router.replace({ ...BROWSE, query: 'h' });
    router.heading(heading);
    expect(document.activeElement).toBe(field);
    heading.remove();
    field.remove();
  });

  it('starts a new page at the top and returns to where it was on the way back', async () => {
    setScroll(640);
    await follow('#/about');
    router.pageShown();
    expect(scrollTo).toHaveBeenLastCalledWith({ top: 0, behavior: 'instant' });
    setScroll(0);
    await back();
    router.pageShown();
    expect(scrollTo).toHaveBeenLastCalledWith({ top: 640, behavior: 'instant' });
  });

  it('leaves the position alone when only the query changes', () => {
    router.go(BROWSE);
    router.pageShown();
    scrollTo.mockClear();
    router.replace({ ...BROWSE, query: 'h' });
    router.pageShown();
    expect(scrollTo).not.toHaveBeenCalled();
  });

  it('finds its position again after a reload', () => {
    setScroll(320);
    window.dispatchEvent(new Event('pagehide'));
    new Router(window).pageShown();
    expect(scrollTo).toHaveBeenLastCalledWith({ top: 320, behavior: 'instant' });
  });
});
