import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { leftovers, storedFit, storedForOffline, storedRatings } from './support/deviceStore';
import { filmsIn, GODFATHER, openFilm, TOY_STORY } from './support/films';
import { ForYou } from './support/forYou';
import { rateOnPage, type StarsInWords } from './support/rating';
import { YourFilms } from './support/yourFilms';

test.skip(!hasPack, NO_PACK);

const FIVE: readonly StarsInWords[] = [
  'five stars',
  'four stars',
  'two stars',
  'five stars',
  'one star',
];

/** Share of the personal shelf that is not on the one for everybody, after the first rating already. */
const LEAST_OWN_SHARE = 0.25;

/** The emulation of a lost network must hold for the recommender's worker too. */
async function expectNoNetwork(page: Page): Promise<void> {
  const [worker] = page.workers();
  const reached = await worker.evaluate(
    (url) =>
      fetch(url, { cache: 'no-store' }).then(
        () => true,
        () => false,
      ),
    new URL('models/latest/manifest.json', page.url()).href,
  );
  expect(reached).toBe(false);
}

test('a visit from the first film to the last trace', async ({ page, context }) => {
  test.slow();
  const forYou = new ForYou(page);

  await test.step('the first visit shows the same films to everybody, and says so', async () => {
    await forYou.open();
    await forYou.expectImpersonal();
  });
  const popular = await filmsIn(forYou.popular);

  let picks: readonly number[] = [];
  await test.step('each of five ratings changes the personal shelf', async () => {
    for (const [i, stars] of FIVE.entries()) {
      await forYou.rateStarter(stars);
      picks = await forYou.topPicksAfter(picks);
      await forYou.expectPersonal(i + 1);
      const own = picks.filter((id) => !popular.includes(id));
      expect(own.length).toBeGreaterThan(picks.length * LEAST_OWN_SHARE);
    }
    await expect.poll(async () => Object.keys(await storedRatings(page))).toHaveLength(FIVE.length);
  });

  await test.step('a reload shows the same shelves from the stored embedding', async () => {
    await storedForOffline(page);
    const { fittedAt } = await storedFit(page, FIVE.length);
    await page.reload();
    await forYou.expectPersonal(FIVE.length);
    await forYou.expectSameFilms(forYou.topPicks, picks);
    expect((await storedFit(page, FIVE.length)).fittedAt).toBe(fittedAt);
  });

  await test.step('without a network everything works on', async () => {
    await context.setOffline(true);
    await page.reload();
    await forYou.expectPersonal(FIVE.length);
    await expectNoNetwork(page);
    await forYou.expectSameFilms(forYou.topPicks, picks);
    await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible();

    await page.getByRole('banner').getByRole('searchbox').fill('godfater');
    const found = page.getByRole('main').getByRole('list', { name: 'Films' });
    await expect.poll(async () => (await filmsIn(found))[0]).toBe(GODFATHER.id);
    await openFilm(page, GODFATHER);
    await expect(page.getByRole('region', { name: 'Why' })).toContainText('The bars add up to');

    await rateOnPage(page, TOY_STORY, 'four and a half stars');
    await forYou.open();
    await forYou.expectPersonal(FIVE.length + 1);
    picks = await forYou.topPicksAfter(picks);
  });

  await test.step('back online the rating given offline is still there', async () => {
    await context.setOffline(false);
    await page.reload();
    await forYou.expectPersonal(FIVE.length + 1);
    await forYou.expectSameFilms(forYou.topPicks, picks);
    expect((await storedRatings(page))[TOY_STORY.id]).toBe(9);
  });

  await test.step('erasing leaves nothing on the device', async () => {
    await new YourFilms(page).erase();
    expect(await leftovers(page)).toEqual({
      rows: [],
      caches: [],
      localStorage: [],
      sessionStorage: [],
      serviceWorkers: [],
      cookies: '',
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await forYou.expectImpersonal();
    await page.reload();
    await forYou.expectImpersonal();
    expect(await storedRatings(page)).toEqual({});
  });
});

test('the shelves of a later visit come from the stored embedding itself', async ({ page }) => {
  const forYou = new ForYou(page);
  await forYou.open();
  for (const stars of FIVE.slice(0, 3)) await forYou.rateStarter(stars);
  await forYou.expectPersonal(3);
  const picks = await filmsIn(forYou.topPicks);
  await storedFit(page, 3);

  // Somebody else's taste under the same fingerprint: only a page that trusts it shows other films.
  await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const database = await settled(indexedDB.open('kinora'));
    const table = database.transaction('embeddings', 'readwrite').objectStore('embeddings');
    const [fit] = (await settled(table.getAll())) as { vector: Float32Array }[];
    await settled(table.put({ ...fit, vector: fit.vector.map((value) => -value) }));
    database.close();
  });
  await page.reload();
  await forYou.expectPersonal(3);
  const others = await filmsIn(forYou.topPicks);
  expect(others.filter((id) => picks.includes(id)).length).toBeLessThan(picks.length / 2);
});
