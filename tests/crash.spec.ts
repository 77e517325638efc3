import type { Page, Worker } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { expectEngine } from './support/engine';
import { filmsIn } from './support/films';
import { ForYou } from './support/forYou';

test.skip(!hasPack, NO_PACK);

/** How a worker ends: by a failure that nobody caught, or without a word. */
const ENDS = [
  { name: 'a worker that crashes', end: crashSoon },
  { name: 'a worker that falls silent', end: fallSilent },
] as const;

/** Longer than the page waits for a worker that does not answer. */
const PATIENCE_MS = 60_000;

test.use({ expectedComplaints: /crashed on purpose/ });

/** Keeps the worker busy, so that a request is waiting when it crashes. */
async function crashSoon(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 1500;
      while (performance.now() < end);
      throw new Error('crashed on purpose');
    });
  });
}

async function fallSilent(worker: Worker): Promise<void> {
  await worker.evaluate(() => close());
}

function recommenderOf(page: Page): Worker {
  const worker = page.workers().at(-1);
  if (worker === undefined) throw new Error('There is no worker.');
  return worker;
}

for (const { name, end } of ENDS) {
  test(`${name} is replaced by one on the next engine, and what was asked is answered`, async ({
    page,
  }) => {
    await page.clock.install();
    const forYou = new ForYou(page);
    await forYou.open();
    await forYou.rateStarter('five stars');
    await forYou.expectPersonal(1);
    const picks = await filmsIn(forYou.topPicks);

    const successor = page.waitForEvent('worker');
    await end(recommenderOf(page));
    await forYou.rateStarter('one star');
    await page.clock.runFor(PATIENCE_MS);
    await successor;

    await forYou.topPicksAfter(picks);
    await forYou.expectPersonal(2);
    await expectEngine(page, 'cpu');
    await expect(page.getByRole('alert')).toBeHidden();
  });
}
