import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, releaseTest as test } from './fixtures';

test('a new version waits for the person and does not reload the page', async ({
  page,
  siteFolder,
}) => {
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();

  let loads = 0;
  page.on('load', () => (loads += 1));
  await appendFile(join(siteFolder, 'sw.js'), '\n// the next release\n');
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

  // Saying yes is what reloads, and the new version is then the one in charge.
  await page.getByRole('button', { name: 'Update now' }).click();
  await expect.poll(() => loads).toBe(1);
  await expect(page.getByRole('main')).toBeVisible();
  const isWaiting = await page.evaluate(async () => {
    const { active, waiting } = await navigator.serviceWorker.ready;
    return active === null || waiting !== null;
  });
  expect(isWaiting).toBe(false);
});
