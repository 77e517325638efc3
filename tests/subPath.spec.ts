import { expect, hasPack, NO_PACK, test } from './fixtures';
import { leftovers, storedForOffline } from './support/deviceStore';
import { filmsIn, HEAT, openFilm } from './support/films';
import { ForYou } from './support/forYou';
import { YourFilms } from './support/yourFilms';

test.skip(!hasPack, NO_PACK);
test.use({ siteOptions: { base: '/kinora/', sendHeaders: false } });

test('under a sub-path of a host without headers everything works, and stays inside', async ({
  page,
  context,
  site,
  witness,
}) => {
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.rateStarter('five stars');
  await forYou.rateStarter('one star');
  await forYou.expectPersonal(2);
  const picks = await filmsIn(forYou.topPicks);

  await storedForOffline(page);
  await context.setOffline(true);
  await page.reload();
  await forYou.expectPersonal(2);
  await forYou.expectSameFilms(forYou.topPicks, picks);
  await openFilm(page, HEAT);
  await context.setOffline(false);

  const asked = witness.requests.filter((url) => url.startsWith('http'));
  expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
});

test('erasing touches nothing of another app on the same origin', async ({ page }) => {
  await new ForYou(page).open();
  await storedForOffline(page);
  await page.evaluate(async () => {
    await caches.open('workbox-precache-v2-https://example.org/other/');
    localStorage.setItem('other-app', 'kept');
  });
  await new YourFilms(page).erase();
  expect(await leftovers(page)).toMatchObject({
    rows: [],
    caches: ['workbox-precache-v2-https://example.org/other/'],
    localStorage: ['other-app'],
    serviceWorkers: [],
  });
});
