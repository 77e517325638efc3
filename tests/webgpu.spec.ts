import type { Browser, Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { chooseEngine, expectEngine } from './support/engine';
import { ALIEN, AMELIE, BLADE_RUNNER, filmsIn, GODFATHER, TOY_STORY } from './support/films';
import { ForYou } from './support/forYou';
import { rateAll, type Ratings } from './support/rating';

test.skip(!hasPack, NO_PACK);

const RATINGS: Ratings = [
  [ALIEN, 'five stars'],
  [BLADE_RUNNER, 'five stars'],
  [GODFATHER, 'four stars'],
  [AMELIE, 'two stars'],
  [TOY_STORY, 'one and a half stars'],
];

const TOP = 10;
/** The engines round differently, so that two films of nearly the same score may change places. */
const LEAST_SHARED = 9;

async function topPicksOf(page: Page): Promise<readonly number[]> {
  await rateAll(page, RATINGS);
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.expectPersonal(RATINGS.length);
  return (await filmsIn(forYou.topPicks)).slice(0, TOP);
}

/** What a driver's crash does: every device of every page is lost. */
async function crashGraphics(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess').catch((error: unknown) => {
    // The process that should answer is the one that crashed.
    if (!String(error).includes('crash')) throw error;
  });
  await session.detach();
}

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

test('five ratings give the same top picks on WebGPU as on WASM', async ({ page, browser }) => {
  const onWebGpu = await topPicksOf(page);
  await expectEngine(page, 'webgpu');

  const context = await browser.newContext({ baseURL: new URL('./', page.url()).href });
  const other = await context.newPage();
  await chooseEngine(other, 'WASM');
  await expectEngine(other, 'wasm');
  const onWasm = await topPicksOf(other);
  await context.close();

  expect(onWebGpu).toHaveLength(TOP);
  const shared = onWebGpu.filter((id) => onWasm.includes(id));
  expect(shared.length).toBeGreaterThanOrEqual(LEAST_SHARED);
});

test('when the graphics device is lost, WASM takes over and the rating is answered', async ({
  page,
  browser,
}) => {
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.rateStarter('five stars');
  await forYou.expectPersonal(1);
  const picks = await filmsIn(forYou.topPicks);
  await expectEngine(page, 'webgpu');
  await forYou.open();

  await Promise.all([crashGraphics(browser), forYou.rateStarter('one star')]);
  await forYou.topPicksAfter(picks);
  await forYou.expectPersonal(2);
  await expectEngine(page, 'wasm');
});
