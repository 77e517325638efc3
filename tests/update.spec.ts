import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSite } from '../scripts/build/site';
import { expect, test } from './fixtures';

const DIST = join(import.meta.dirname, '..', 'dist');

test('a new version waits for the person and does not reload the page', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-release-'));
  await cp(DIST, folder, { recursive: true });
  const site = await startSite({ base: '/', sendHeaders: true, folder });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();

  let loads = 0;
  page.on('load', () => (loads += 1));
  await appendFile(join(folder, 'sw.js'), '\n// the next release\n');
  const waits = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const installed = new Promise<boolean>((resolve) => {
      registration.addEventListener('updatefound', () => {
        const next = registration.installing;
        next?.addEventListener('statechange', () => resolve(next.state === 'installed'));
      });
    });
    await registration.update();
    return (await installed) && registration.waiting !== null;
  });
  expect(waits).toBe(true);
  expect(loads).toBe(0);

  await context.close();
  await site.stop();
  await rm(folder, { recursive: true });
});
