import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, releaseTest as test } from './fixtures';
import { violations } from './support/axe';
import { storedRows } from './support/deviceStore';
import { filmsIn } from './support/films';
import { ForYou } from './support/forYou';
import { addGenders } from './support/packContext';

test.skip(!hasPack, NO_PACK);

function aboutYou(page: Page) {
  return page.getByRole('group', { name: 'About you' });
}

async function openSettings(page: Page): Promise<void> {
  await page.goto('./#/about');
  await expect(page.getByRole('group', { name: 'Theme' })).toBeVisible();
}

test('what is told about oneself moves the shelves before any rating, stays, and is taken back', async ({
  page,
  siteFolder,
}) => {
  await addGenders(siteFolder);
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.expectImpersonal();
  const untold = await filmsIn(forYou.popular);

  const gender = aboutYou(page).getByRole('combobox', { name: 'Gender' });
  await openSettings(page);
  await expect(gender.locator('option')).toHaveText(['Rather not say', 'Woman', 'Man']);
  await expect(aboutYou(page).getByRole('combobox')).toHaveCount(1);
  await expect(gender).toHaveValue('');
  await gender.selectOption('Woman');
  expect(await violations(page)).toEqual([]);

  await forYou.open();
  await expect(forYou.popular).toContainText('with what you told about yourself');
  // What the row above asks about is left out of the shelf, once that row is there.
  await forYou.settled();
  const women = await filmsIn(forYou.popular);
  expect(women).not.toEqual(untold);

  await test.step('a reload finds the answer and its shelf', async () => {
    await page.reload();
    await expect(forYou.popular).toContainText('with what you told about yourself');
    await forYou.expectSameFilms(forYou.popular, women);
  });

  await test.step('another answer gives another shelf, none the first', async () => {
    await openSettings(page);
    await expect(gender).toHaveValue('F');
    await gender.selectOption('Man');
    await forYou.open();
    await expect.poll(() => filmsIn(forYou.popular)).not.toEqual(women);
    await openSettings(page);
    await gender.selectOption('Rather not say');
    await forYou.open();
    await forYou.expectImpersonal();
    await forYou.expectSameFilms(forYou.popular, untold);
  });
});

test('a pack that knows nothing of people does not ask, and nothing is stored', async ({
  page,
}) => {
  await new ForYou(page).open();
  await openSettings(page);
  await expect(aboutYou(page)).toBeHidden();
  expect(await storedRows(page, 'settings')).toEqual([]);
});
