import { expect, hasPack, NO_PACK, test } from './fixtures';
import { storedRows } from './support/deviceStore';
import { ALIEN, AMELIE, HEAT, KNOWN_BY_NAME, openFilm, TOY_STORY } from './support/films';
import { rateAll, rateOnPage, type Ratings } from './support/rating';
import { YourFilms } from './support/yourFilms';

test.skip(!hasPack, NO_PACK);

const RATINGS: Ratings = [
  [HEAT, 'five stars'],
  [AMELIE, 'half a star'],
  [KNOWN_BY_NAME, 'three and a half stars'],
];

const BAD_FILES = [
  {
    name: 'is not JSON',
    spoil: (backup: string) => backup.slice(0, -10),
    says: 'This file is not readable as JSON text.',
  },
  {
    name: 'is another program’s',
    spoil: () => '{"name": "not a backup"}',
    says: 'This file is JSON, but not a Kinora backup.',
  },
  {
    name: 'holds one impossible rating among good ones',
    spoil: (backup: string) => backup.replace('"halfStars": 10', '"halfStars": 11'),
    says: 'This backup is damaged.',
  },
  {
    name: 'comes from a newer version',
    spoil: (backup: string) => backup.replace('"version": 1', '"version": 2'),
    says: 'This backup was written by a newer version of Kinora.',
  },
] as const;

test('what is exported, erased and imported is the same as before, to the last field', async ({
  page,
}) => {
  await rateAll(page, RATINGS);
  await openFilm(page, ALIEN);
  await page.getByRole('button', { name: 'Add to watchlist' }).click();
  await openFilm(page, TOY_STORY);
  await page.getByRole('main').getByRole('button', { name: 'Not interested' }).first().click();

  const yourFilms = new YourFilms(page);
  await yourFilms.open();
  await expect(yourFilms.history.getByRole('listitem')).toHaveCount(RATINGS.length);
  // What is seen at once may still be on its way to the disc.
  await expect.poll(() => storedRows(page, 'entries')).toHaveLength(RATINGS.length + 2);
  const before = await storedRows(page, 'entries');
  const backup = await yourFilms.download();
  expect(backup.name).toMatch(/^kinora-\d{4}-\d{2}-\d{2}\.json$/);

  await yourFilms.erase();
  expect(await storedRows(page, 'entries')).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await yourFilms.open();

  await yourFilms.choose(backup.text);
  const dialog = page.getByRole('dialog', { name: 'Import a backup' });
  await expect(dialog).toContainText('The file holds 5 films. Nothing is written yet.');
  expect(await storedRows(page, 'entries')).toEqual([]);
  await dialog.getByRole('button', { name: 'Merge 5 films' }).click();

  await yourFilms.expectRatings(RATINGS);
  expect(await storedRows(page, 'entries')).toEqual(before);
});

test('a bad file says what is wrong with it and changes nothing', async ({ page }) => {
  await rateOnPage(page, HEAT, 'five stars');
  const yourFilms = new YourFilms(page);
  await yourFilms.open();
  const { text } = await yourFilms.download();
  const before = await storedRows(page, 'entries');
  for (const { name, spoil, says } of BAD_FILES) {
    await test.step(`a file that ${name}`, async () => {
      await yourFilms.choose(spoil(text));
      await expect(page.getByRole('alert')).toContainText(says);
      await expect(page.getByRole('alert')).toContainText('Nothing was changed.');
      await expect(page.getByRole('dialog')).toBeHidden();
      expect(await storedRows(page, 'entries')).toEqual(before);
    });
  }
});
