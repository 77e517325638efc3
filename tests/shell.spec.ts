import { expect, test } from './fixtures';

const HOSTS = [
  { name: 'a host with headers', base: '/', sendHeaders: true },
  { name: 'a sub-path of a host without headers', base: '/films/kinora/', sendHeaders: false },
];

for (const { name, ...siteOptions } of HOSTS) {
  test.describe(`on ${name}`, () => {
    test.use({ siteOptions });

    test('the page opens, names itself and shows one main region', async ({ page }) => {
      await page.goto('./');
      await expect(page).toHaveTitle(/Kinora/);
      await expect(page.getByRole('main')).toBeVisible();
    });

    test('after one visit it opens without a network', async ({ page, context }) => {
      await page.goto('./');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      await context.setOffline(true);
      await page.reload();
      await expect(page.getByRole('main')).toBeVisible();
    });
  });
}

test('the policy that the host sends and the one in the page allow the own origin only', async ({
  page,
}) => {
  const response = await page.goto('./');
  const sent = response?.headers()['content-security-policy'] ?? '';
  const meta = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  for (const policy of [sent, meta ?? '']) {
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("default-src 'self';");
  }
});

test('the service worker stores the shell and leaves model packs alone', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  const stored = await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('workbox'));
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(stored).toContain('/index.html');
  expect(stored.some((path) => path.endsWith('.js'))).toBe(true);
  expect(stored.filter((path) => path.includes('/models/'))).toEqual([]);
});
