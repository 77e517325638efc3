import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { storedRatings, storedRows, type StoredEntry } from './support/deviceStore';
import { ALIEN, AMELIE, CASABLANCA, FARGO, HEAT, openFilm, TOY_STORY } from './support/films';
import { rateAll, star, type Ratings, type StarsInWords } from './support/rating';
import { YourFilms } from './support/yourFilms';

test.skip(!hasPack, NO_PACK);

const HERE: Ratings = [
  [HEAT, 'five stars'],
  [ALIEN, 'four and a half stars'],
  [TOY_STORY, 'two stars'],
];
const THERE: Ratings = [
  [AMELIE, 'one star'],
  [FARGO, 'four stars'],
  [CASABLANCA, 'three and a half stars'],
];

const checkedStars = (page: Page, film: string): Promise<string | null> =>
  page
    .getByRole('group', { name: `Your rating of ${film}` })
    .locator('input:checked')
    .getAttribute('aria-label');

test('two tabs that rate different films at once lose nothing, and both show all', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await Promise.all([rateAll(page, HERE), rateAll(other, THERE)]);

  const tabs = [page, other].map((tab) => new YourFilms(tab));
  await Promise.all(tabs.map((tab) => tab.open()));
  for (const tab of tabs) await tab.expectRatings([...HERE, ...THERE]);

  // A change in one tab is seen in the other without doing anything there.
  await star(tabs[0].history, AMELIE.title, 'five stars').click();
  await tabs[1].expectRating(AMELIE.title, 'five stars');
  expect(Object.keys(await storedRatings(page))).toHaveLength(HERE.length + THERE.length);
});

test('two tabs that rate the same film at once agree in the end', async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([openFilm(page, HEAT), openFilm(other, HEAT)]);
  const press = (tab: Page, stars: StarsInWords) => star(tab, HEAT.name, stars).click();
  for (const [one, two] of [
    ['five stars', 'one star'],
    ['two stars', 'four stars'],
    ['half a star', 'three stars'],
  ] as const) {
    await Promise.all([press(page, one), press(other, two)]);
  }
  await expect
    .poll(async () => {
      const stored = (await storedRatings(page))[HEAT.id];
      const shown = await Promise.all([page, other].map((tab) => checkedStars(tab, HEAT.name)));
      const words = { 1: 'half a star', 6: 'three stars' }[stored];
      return words !== undefined && shown.every((text) => text === words);
    })
    .toBe(true);
});

test('a rating in one tab and the watchlist in another are both kept', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await Promise.all([openFilm(page, ALIEN), openFilm(other, ALIEN)]);
  await Promise.all([
    star(page, ALIEN.name, 'four stars').click(),
    other.getByRole('button', { name: 'Add to watchlist' }).click(),
  ]);
  for (const tab of [page, other]) {
    await expect(tab.getByRole('button', { name: 'On your watchlist' })).toBeVisible();
    await expect(star(tab, ALIEN.name, 'four stars')).toBeChecked();
  }
  const [entry] = await storedRows<StoredEntry>(page, 'entries');
  expect(entry.halfStars).toBe(8);
  expect(entry.watchlistedAt).not.toBeNull();
});

test('erasing in one tab empties the other', async ({ page, context }) => {
  await rateAll(page, HERE.slice(0, 1));
  const other = await context.newPage();
  const there = new YourFilms(other);
  await there.open();
  await there.expectRatings(HERE.slice(0, 1));
  await new YourFilms(page).erase();
  await expect(other.getByText('You have not rated a film yet')).toBeVisible();
});
