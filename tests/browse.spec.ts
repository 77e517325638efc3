import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { AMELIE, filmsIn, GODFATHER, KNOWN_BY_NAME, MATRIX, type Film } from './support/films';

test.skip(!hasPack, NO_PACK);

/** For a list that still changes. */
const PATIENCE = { timeout: 20_000 };

const searchOf = (page: Page) => page.getByRole('banner').getByRole('searchbox');
const filmsOf = (page: Page) => page.getByRole('main').getByRole('list', { name: 'Films' });

async function expectFirst(page: Page, { id }: Film): Promise<void> {
  await expect.poll(async () => (await filmsIn(filmsOf(page)))[0]).toBe(id);
}

/** Two frames later the list has followed a scroll. */
const afterFrames = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );

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
  await searchOf(page).pressSequentially('godfater');
  await expect(searchOf(page)).toBeFocused();
  await expectFirst(page, GODFATHER);
  await expect(page).toHaveURL(/q=godfater/);
});

test('genres, years and order narrow the list, and the address holds them', async ({ page }) => {
  await page.goto('./#/browse');
  await page.getByRole('checkbox', { name: 'Western' }).check();
  await expect(page.getByRole('heading', { name: 'Western', level: 1 })).toBeVisible();
  for (const [name, label] of [
    ['From', '1960s'],
    ['to', '1960s'],
    ['Sort by', 'Newest'],
  ] as const) {
    await page.getByRole('combobox', { name, exact: true }).selectOption({ label });
  }
  await expect(page).toHaveURL(/genre=Western/);

  await expect(async () => {
    const years = await yearsShown(page);
    expect(years[0]).toBe(1969);
    expect(years.every((year) => year >= 1960 && year <= 1969)).toBe(true);
    expect(years).toEqual([...years].sort((a, b) => b - a));
  }).toPass(PATIENCE);
  await expect(page.getByRole('main').getByText(/Western, from the 1960s/)).toBeVisible();
});

test('a link to a filtered list opens just that list', async ({ page }) => {
  await page.goto('./#/browse?q=king&genre=Fantasy&from=2000&to=2009');
  await expect(searchOf(page)).toHaveValue('king');
  await expect(page.getByRole('checkbox', { name: 'Fantasy', exact: true })).toBeChecked();
  await expect(async () => {
    const years = await yearsShown(page);
    expect(years.length).toBeGreaterThan(0);
    expect(years.every((year) => year >= 2000 && year <= 2009)).toBe(true);
  }).toPass(PATIENCE);
});

test('back from a film returns to the same place of the same list', async ({ page }) => {
  await page.goto('./#/browse?genre=Comedy');
  await expect.poll(async () => (await filmsIn(filmsOf(page))).length).toBeGreaterThan(0);
  await page.mouse.wheel(0, 3000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(3000);
  await afterFrames(page);
  const shown = await filmsIn(filmsOf(page));

  // By its place in the window, since the list holds other films after each scroll.
  const box = await filmsOf(page).getByRole('listitem').first().boundingBox();
  if (box === null) throw new Error('The list is empty.');
  await page.mouse.click(box.x + box.width / 2, 400);
  await expect(page).toHaveURL(/#\/movie\//);
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: 'Comedy' })).toBeChecked();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(3000);
  await expect.poll(() => filmsIn(filmsOf(page))).toEqual(shown);
});

test('a film that the model knows by name only is found, has a page and can be rated', async ({
  page,
}) => {
  await page.goto(`./#/movie/${KNOWN_BY_NAME.id}`);
  await expect(
    page.getByRole('heading', { name: /^Good Guys Go to Heaven/, level: 1 }),
  ).toBeVisible();
  const rating = page.getByRole('group', { name: `Your rating of ${KNOWN_BY_NAME.name}` });
  await rating.getByRole('radio', { name: 'four stars', exact: true }).click();
  await expect(rating.getByRole('radio', { name: 'four stars', exact: true })).toBeChecked();

  await page.goto('./#/browse');
  await searchOf(page).fill('bad guys go to patt');
  await expectFirst(page, KNOWN_BY_NAME);
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('./#/nowhere');
  await expect(page.getByRole('main')).toContainText('There is no page at this address.');
  await page.goto('./#/movie/999999999');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No film has this number.');
});
