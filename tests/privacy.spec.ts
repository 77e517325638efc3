import type { Page, Worker } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { startEavesdropper, type Eavesdropper } from './support/eavesdropper';
import { leakFromPage, leakFromWorker, WAYS_OF_PAGE, WAYS_OF_WORKER } from './support/leaks';

let eavesdropper: Eavesdropper;
test.beforeEach(async () => {
  eavesdropper = await startEavesdropper();
});
test.afterEach(() => eavesdropper.stop());

test.skip(!hasPack, NO_PACK);

const DELIVERIES = [
  { name: 'headers', sendHeaders: true },
  { name: 'nothing but the page’s own meta element', sendHeaders: false },
];

async function openWithWorker(page: Page): Promise<Worker> {
  const started = page.waitForEvent('worker');
  await page.goto('./');
  return started;
}

for (const { name, sendHeaders } of DELIVERIES) {
  test.describe(`with the policy in ${name}`, () => {
    test.use({ siteOptions: { base: '/', sendHeaders }, expectsBreaches: true });

    test('the recommender’s worker cannot reach another origin in any way', async ({ page }) => {
      await leakFromWorker(await openWithWorker(page), eavesdropper.url);
      expect(eavesdropper.heard()).toEqual([]);
    });

    test('the page cannot reach another origin in any way', async ({ page }) => {
      await page.goto('./');
      await leakFromPage(page, eavesdropper.url);
      expect(eavesdropper.heard()).toEqual([]);
    });
  });
}

test.describe('in a browser that is told to ignore the policy', () => {
  // The oracle: the same attempts are heard, so it is the policy that stops them.
  test.use({ bypassCSP: true, expectsBreaches: true });

  test('the page reaches another origin in every way', async ({ page }) => {
    await page.goto('./');
    await leakFromPage(page, eavesdropper.url);
    await expect.poll(() => eavesdropper.heard()).toEqual(WAYS_OF_PAGE);
  });

  test('and so does the worker', async ({ page }) => {
    await leakFromWorker(await openWithWorker(page), eavesdropper.url);
    await expect.poll(() => eavesdropper.heard()).toEqual(WAYS_OF_WORKER);
  });
});

test('the witness of every journey sees what the worker asks for', async ({ page, witness }) => {
  const worker = await openWithWorker(page);
  const url = new URL('manifest.webmanifest?asked-by=worker', page.url()).href;
  await worker.evaluate((address) => fetch(address).then(({ status }) => status), url);
  expect(witness.requests).toContain(url);
});
