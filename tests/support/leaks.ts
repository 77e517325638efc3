/**
 * @file Every way in which a script could send something to another origin. Each function runs inside
 * the browser: it takes nothing from its surroundings, tries each way once and resolves when all of
 * them have succeeded or failed.
 */
import type { Page, Worker } from '@playwright/test';

/** What the eavesdropper hears, sorted, when nothing stops the page. */
export const WAYS_OF_PAGE = [
  'beacon',
  'eventsource',
  'fetch',
  'frame',
  'image',
  'import',
  'script',
  'style',
  'websocket',
  'xhr',
] as const;

/** And the worker. */
export const WAYS_OF_WORKER = ['eventsource', 'fetch', 'import', 'websocket', 'xhr'] as const;

/** @param url of the other origin, with a trailing slash */
export async function leakFromPage(page: Page, url: string): Promise<void> {
  await Promise.all([page.evaluate(leakByScript, url), page.evaluate(importOf(url))]);
  await page.evaluate(leakByElements, url);
}

/** @param url of the other origin, with a trailing slash */
export async function leakFromWorker(worker: Worker, url: string): Promise<void> {
  await Promise.all([worker.evaluate(leakByScript, url), worker.evaluate(importOf(url))]);
}

/** As text, since a compiler may turn `import()` into something else. */
function importOf(url: string): string {
  return `import(${JSON.stringify(`${url}import/?ratings=10`)}).then(() => null, () => null)`;
}

async function leakByScript(url: string): Promise<null> {
  const query = '/?ratings=10';
  const heard = (target: EventTarget, good: string) =>
    new Promise((resolve) => {
      target.addEventListener(good, resolve);
      target.addEventListener('error', resolve);
    });
  const attempt = async (way: () => unknown) => {
    try {
      await way();
    } catch {
      // Refused at once. The eavesdropper's list is what decides, not the exception.
    }
  };
  await Promise.all([
    attempt(() => fetch(`${url}fetch${query}`, { mode: 'no-cors' })),
    attempt(() => {
      const request = new XMLHttpRequest();
      request.open('GET', `${url}xhr${query}`);
      request.send();
      return heard(request, 'load');
    }),
    attempt(async () => {
      const source = new EventSource(`${url}eventsource${query}`);
      await heard(source, 'open');
      source.close();
    }),
    attempt(() => heard(new WebSocket(`${url.replace('http', 'ws')}websocket${query}`), 'open')),
  ]);
  return null;
}

async function leakByElements(url: string): Promise<null> {
  const query = '/?ratings=10';
  navigator.sendBeacon(`${url}beacon${query}`, 'ratings');
  const shown = (element: HTMLElement) =>
    new Promise((resolve) => {
      element.addEventListener('load', resolve);
      element.addEventListener('error', resolve);
      // A refused frame says nothing at all in some browsers.
      setTimeout(resolve, 1000);
      document.body.append(element);
    });
  const image = document.createElement('img');
  image.src = `${url}image${query}`;
  const script = document.createElement('script');
  script.src = `${url}script${query}`;
  const frame = document.createElement('iframe');
  frame.src = `${url}frame${query}`;
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = `${url}style${query}`;
  await Promise.all([image, script, frame, style].map(shown));
  return null;
}
