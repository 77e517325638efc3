import type { Page, Worker } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { expectEngine } from './support/engine';
import { filmsIn } from './support/films';
import { ForYou } from './support/forYou';

test.skip(!hasPack, NO_PACK);

/**
 * How a worker ends: by a failure that nobody caught, or without a word. The page notices silence after
 * half a minute of its clock, which runs ahead in steps until then.
 */
const ENDS = [
  { name: 'a worker that crashes', end: crashSoon, stepMs: 0 },
  { name: 'a worker that falls silent', end: fallSilent, stepMs: 5_000 },
] as const;

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

for (const { name, end, stepMs } of ENDS) {
  test(`${name} is replaced by one on the next engine, and what was asked is answered`, async ({
    page,
  }) => {
    await page.clock.install();
    const forYou = new ForYou(page);
    await forYou.open();
    await forYou.rateStarter('five stars');
    await forYou.expectPersonal(1);
    const picks = await filmsIn(forYou.topPicks);

    let isReplaced = false;
    page.once('worker', () => (isReplaced = true));
    await end(recommenderOf(page));
    await forYou.rateStarter('one star');
    // No step further, or the page would lose patience with the successor as well.
    await expect
      .poll(async () => {
        if (!isReplaced) await page.clock.runFor(stepMs);
        return isReplaced;
      })
      .toBe(true);

    await forYou.topPicksAfter(picks);
    await forYou.expectPersonal(2);
    await expectEngine(page, 'cpu');
    await expect(page.getByRole('alert')).toBeHidden();
  });
}
