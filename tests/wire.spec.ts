import { expect, hasPack, NO_PACK, test as base } from './fixtures';
import { storedForOffline } from './support/deviceStore';
import { AMELIE, filmsIn, HEAT, openFilm } from './support/films';
import { ForYou } from './support/forYou';
import { rateOnPage, star } from './support/rating';
import { startRecorder, type Recorder } from './support/recorder';

const test = base.extend<{ readonly recorder: Recorder }>({
  recorder: async ({ site }, use) => {
    const recorder = await startRecorder(site.url);
    await use(recorder);
    await recorder.stop();
  },
  // The page is opened through the recorder, so that is its own origin.
  expectsBreaches: true,
  baseURL: async ({ recorder }, use) => {
    await use(recorder.url);
  },
});

test.skip(!hasPack, NO_PACK);

/** What Chromium sends along by itself. None of it comes from the page's scripts. */
const OWN_HEADERS =
  /^(host|connection|pragma|cache-control|accept(-.*)?|user-agent|sec-.*|upgrade-insecure-requests|referer|if-none-match|if-modified-since|priority|origin|service-worker|purpose)$/;

/** Chromium itself looks for a new version of the service worker, some time after a visit began. */
const UPDATE_CHECK = '/sw.js';

/** Workbox asks for its files with their revision, which the build wrote. */
const REVISION = /^\?__WB_REVISION__=[0-9a-f]+$/;

test('rating makes no request at all, and no request of a visit carries anything', async ({
  page,
  recorder,
  witness,
}) => {
  const forYou = new ForYou(page);

  await test.step('a visit loads everything there is to load', async () => {
    await forYou.open();
    await openFilm(page, HEAT);
    await forYou.open();
    await storedForOffline(page);
    await page.reload();
    await expect(forYou.topRated.getByRole('article').first()).toBeVisible();
    await openFilm(page, AMELIE);
    await page.waitForLoadState('networkidle');
  });

  const sent = recorder.requests.length;
  expect(sent).toBeGreaterThan(0);
  await test.step('ratings, changes of mind and the shelves that follow send nothing', async () => {
    await star(page, AMELIE.name, 'five stars').click();
    await expect(page.getByText('Predicted for you')).toBeVisible();
    await rateOnPage(page, HEAT, 'two and a half stars');
    await rateOnPage(page, HEAT, 'no rating');
    await forYou.open();
    await forYou.expectPersonal(1);
    const picks = await filmsIn(forYou.topPicks);
    await forYou.rateStarter('four stars');
    await forYou.topPicksAfter(picks);
    await forYou.expectPersonal(2);
    const asked = recorder.requests.slice(sent).map(({ url }) => url);
    expect(asked.filter((url) => url !== UPDATE_CHECK)).toEqual([]);
  });

  await test.step('every request asked for a file of the build, and said nothing else', () => {
    for (const { method, url, headers, bodyBytes } of recorder.requests) {
      expect(method).toBe('GET');
      expect(bodyBytes).toBe(0);
      const { search } = new URL(url, recorder.url);
      expect(search === '' || REVISION.test(search), url).toBe(true);
      expect(Object.keys(headers).filter((name) => !OWN_HEADERS.test(name))).toEqual([]);
      expect(headers.referer ?? '').not.toContain('?');
    }
  });

  const { origin } = new URL(recorder.url);
  expect(witness.foreign.filter((url) => !url.startsWith(origin))).toEqual([]);
  expect(witness.complaints).toEqual([]);
});
