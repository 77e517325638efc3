import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, releaseTest as test } from './fixtures';
import { violations } from './support/axe';
import { ALIEN, filmsIn, HEAT, TOY_STORY } from './support/films';
import { ForYou } from './support/forYou';
import { rateAll } from './support/rating';

test.skip(!hasPack, NO_PACK);
test.use({ expectedComplaints: /status of 404/ });

const RATINGS = [
  [HEAT, 'five stars'],
  [ALIEN, 'four stars'],
  [TOY_STORY, 'one star'],
] as const;

async function rated(page: Page): Promise<{ forYou: ForYou; picks: readonly number[] }> {
  await rateAll(page, RATINGS);
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.expectPersonal(RATINGS.length);
  return { forYou, picks: await filmsIn(forYou.topPicks) };
}

function choice(page: Page) {
  return page.getByRole('region', { name: 'Recommend with' });
}

test('another system makes the list, stays chosen, and gives way to Kinora in one click', async ({
  page,
}) => {
  const { forYou, picks } = await rated(page);
  await page.goto('./#/model');
  await choice(page).getByRole('radio', { name: /^iALS/ }).check();
  await expect(choice(page)).toContainText('Your list is made by iALS.');
  expect(await violations(page)).toEqual([]);

  await choice(page).getByRole('link', { name: 'See it' }).click();
  const notice = page.getByRole('status').filter({ hasText: 'iALS makes this list' });
  await expect(notice).toBeVisible();
  await expect(forYou.topPicks).toContainText('In the order of iALS');
  const others = await forYou.topPicksAfter(picks);
  expect(await violations(page)).toEqual([]);

  await page.reload();
  await expect(forYou.topPicks).toContainText('In the order of iALS');
  await expect.poll(() => filmsIn(forYou.topPicks)).toEqual(others);

  await notice.getByRole('button', { name: 'Back to Kinora' }).click();
  await expect(notice).toBeHidden();
  await forYou.expectSameFilms(forYou.topPicks, picks);
});

test('a system that is not on this device waits for a connection, and Kinora goes on', async ({
  page,
  context,
}) => {
  const { forYou, picks } = await rated(page);
  await page.goto('./#/model');
  await expect(choice(page)).toContainText('Your list is made by Kinora.');
  await context.setOffline(true);
  // Chosen for a moment only, so a click and no check.
  await choice(page)
    .getByRole('radio', { name: /^Content/ })
    .click();
  const alert = choice(page).getByRole('alert');
  await expect(alert).toContainText('Content is not on this device yet');
  await expect(choice(page).getByRole('radio', { name: /^Kinora/ })).toBeChecked();

  await page.goto('./#/');
  await expect(page.getByRole('alert')).toContainText('Your lists stay Kinora’s.');
  await forYou.expectSameFilms(forYou.topPicks, picks);

  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try Content again' }).click();
  await expect(forYou.topPicks).toContainText('In the order of Content');
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a pack without other systems offers no choice', async ({ page, siteFolder }) => {
  const path = join(siteFolder, 'models', 'latest', 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...manifest, alternatives: [] }));
  await page.goto('./#/model');
  await expect(page.getByRole('region', { name: 'On this device' })).toBeVisible();
  await expect(choice(page)).toBeHidden();
});
