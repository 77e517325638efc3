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
  // The browser may have looked for it by itself already.
  await page.evaluate(() =>
    navigator.serviceWorker.ready.then((it) => it.update()).then(() => null),
  );
  const waits = () =>
    page.evaluate(() => navigator.serviceWorker.ready.then(({ waiting }) => waiting !== null));
  await expect.poll(waits).toBe(true);
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
