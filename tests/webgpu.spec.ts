import { expect, hasPack, test } from './fixtures';

test.skip(!hasPack, 'no trained pack under public/models/latest');

test('the worker finds a WebGPU adapter, Chromium’s software one', async ({ page }) => {
  const started = page.waitForEvent('worker');
  await page.goto('./');
  const worker = await started;
  const found = await worker.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    return adapter !== null;
  });
  expect(found).toBe(true);
});
