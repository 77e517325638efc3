import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { AMELIE, filmsIn, GODFATHER, KNOWN_BY_NAME, MATRIX, type Film } from './support/films';

test.skip(!hasPack, NO_PACK);

const searchOf = (page: Page) => page.getByRole('main').getByRole('searchbox');
const filmsOf = (page: Page) => page.getByRole('main').getByRole('list', { name: 'Films' });

async function expectFirst(page: Page, { id }: Film): Promise<void> {
  await expect.poll(async () => (await filmsIn(filmsOf(page)))[0]).toBe(id);
}

/** Years in the names of the films shown. */
async function yearsShown(page: Page): Promise<readonly number[]> {
  const names = await filmsOf(page).getByRole('link').allInnerTexts();
  return names.map((name) => Number(/\((\d{4})\)\s*$/.exec(name)?.[1]));
}

test('a search forgives typos, missing accents and articles at the end', async ({ page }) => {
  await page.goto('./#/browse');
  for (const [words, film] of [
    ['godfater', GODFATHER],
    ['amelie', AMELIE],
    ['amélie', AMELIE],
    ['matrix, the', MATRIX],
  ] as const) {
    await searchOf(page).fill(words);
    await expectFirst(page, film);
  }
  await searchOf(page).fill('qqxxzzq');
  await expect(page.getByRole('heading', { name: /Nothing found/ })).toBeVisible();
});

test('the search of every page leads to Browse and keeps the focus', async ({ page }) => {
  await page.goto('./#/about');
  const search = page.getByRole('banner').getByRole('searchbox');
  await search.pressSequentially('godfater');
  await expect(search).toBeFocused();
  await expectFirst(page, GODFATHER);
  await expect(page).toHaveURL(/q=godfater/);
});

test('genres, years and order narrow the list, and the address holds them', async ({ page }) => {
  await page.goto('./#/browse');
  await page.getByRole('checkbox', { name: 'Western' }).check();
  await expect(page.getByRole('heading', { name: 'Western', level: 1 })).toBeVisible();
  await page.getByLabel('From', { exact: true }).selectOption({ label: '1960s' });
  await page.getByLabel('to', { exact: true }).selectOption({ label: '1960s' });
  await page.getByLabel('Sort by').selectOption({ label: 'Newest' });
  await expect(page).toHaveURL(/genre=Western/);

  await expect.poll(async () => (await yearsShown(page))[0]).toBe(1969);
  const years = await yearsShown(page);
  expect(years.every((year) => year >= 1960 && year <= 1969)).toBe(true);
  expect(years).toEqual([...years].sort((a, b) => b - a));
  await expect(page.getByRole('main').getByText(/films, Western, from the 1960s/)).toBeVisible();
});

test('a link to a filtered list opens just that list', async ({ page }) => {
  await page.goto('./#/browse?q=love&genre=War&from=1940&to=1949');
  await expect(searchOf(page)).toHaveValue('love');
  await expect(page.getByRole('checkbox', { name: 'War', exact: true })).toBeChecked();
  await expect.poll(async () => (await yearsShown(page)).length).toBeGreaterThan(0);
  const years = await yearsShown(page);
  expect(years.every((year) => year >= 1940 && year <= 1949)).toBe(true);
});

test('back from a film returns to the same place of the same list', async ({ page }) => {
  await page.goto('./#/browse?genre=Comedy');
  await expect.poll(async () => (await filmsIn(filmsOf(page))).length).toBeGreaterThan(0);
  await page.mouse.wheel(0, 3000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(2000);
  await expect.poll(async () => (await filmsIn(filmsOf(page))).length).toBeGreaterThan(0);
  const before = await page.evaluate(() => scrollY);
  const shown = await filmsIn(filmsOf(page));

  await filmsOf(page).getByRole('link').nth(15).click();
  await expect(page).toHaveURL(/#\/movie\//);
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: 'Comedy' })).toBeChecked();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  await expect.poll(() => filmsIn(filmsOf(page))).toEqual(shown);
});

test('a film that the model knows by name only is found, has a page and can be rated', async ({
  page,
}) => {
  await page.goto(`./#/movie/${KNOWN_BY_NAME.id}`);
  await expect(page.getByRole('heading', { name: /Maximum Impact/, level: 1 })).toBeVisible();
  const rating = page.getByRole('group', { name: `Your rating of ${KNOWN_BY_NAME.name}` });
  await rating.getByRole('radio', { name: 'four stars', exact: true }).click();
  await expect(rating.getByRole('radio', { name: 'four stars', exact: true })).toBeChecked();

  await page.goto('./#/browse');
  await searchOf(page).fill('maximum impact');
  await expectFirst(page, KNOWN_BY_NAME);
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('./#/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/not found|nothing/i);
  await page.goto('./#/movie/999999999');
  await expect(page.getByRole('main')).toContainText(/no (such )?film|not in/i);
});
