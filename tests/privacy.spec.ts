import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, hasPack, test } from './fixtures';

/** Another origin that would gladly take what it is sent, and counts it. */
async function startEavesdropper() {
  let heard = 0;
  const server = createServer((_request, response) => {
    heard += 1;
    response.setHeader('Access-Control-Allow-Origin', '*').end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/?ratings=10`,
    heard: () => heard,
    stop: () => server.close(),
  };
}

const DELIVERIES = [
  { name: 'headers', sendHeaders: true },
  { name: 'nothing but the page’s own meta element', sendHeaders: false },
];

for (const { name, sendHeaders } of DELIVERIES) {
  test.describe(`with the policy in ${name}`, () => {
    test.use({ siteOptions: { base: '/', sendHeaders }, expectsBreaches: true });
    test.skip(!hasPack, 'no trained pack under public/models/latest');

    test('the recommender’s worker cannot reach another origin', async ({ page }) => {
      const eavesdropper = await startEavesdropper();
      const started = page.waitForEvent('worker');
      await page.goto('./');
      const worker = await started;

      const attempt = await worker.evaluate(
        (url) => fetch(url, { mode: 'no-cors' }).then(String, String),
        eavesdropper.url,
      );
      expect(attempt).toContain('TypeError');
      expect(eavesdropper.heard()).toBe(0);

      // The oracle: from outside the page, the same address does answer.
      await fetch(eavesdropper.url);
      expect(eavesdropper.heard()).toBe(1);
      eavesdropper.stop();
    });

    test('the page cannot reach another origin by fetch, image or beacon', async ({ page }) => {
      const eavesdropper = await startEavesdropper();
      await page.goto('./');
      const attempts = await page.evaluate(async (url) => {
        const image = new Image();
        const loaded = new Promise<string>((resolve) => {
          image.onload = () => resolve('loaded');
          image.onerror = () => resolve('refused');
        });
        image.src = url;
        navigator.sendBeacon(url, 'ratings');
        return [await fetch(url, { mode: 'no-cors' }).then(String, String), await loaded];
      }, eavesdropper.url);
      expect(attempts[0]).toContain('TypeError');
      expect(attempts[1]).toBe('refused');
      expect(eavesdropper.heard()).toBe(0);
      eavesdropper.stop();
    });
  });
}

test('the witness of every journey sees what the worker asks for', async ({ page, witness }) => {
  test.skip(!hasPack, 'no trained pack under public/models/latest');
  const started = page.waitForEvent('worker');
  await page.goto('./');
  const worker = await started;
  const url = new URL('manifest.webmanifest?asked-by=worker', page.url()).href;
  await worker.evaluate((address) => fetch(address).then(({ status }) => status), url);
  expect(witness.requests).toContain(url);
});
