import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { violations } from './support/axe';
import { ALIEN, HEAT, KNOWN_BY_NAME, openFilm, TOY_STORY } from './support/films';
import { ForYou } from './support/forYou';
import { rateAll, star, type Ratings } from './support/rating';

test.skip(!hasPack, NO_PACK);

const WINDOWS = [
  { name: 'a phone', viewport: { width: 390, height: 844 } },
  { name: 'a desk', viewport: { width: 1440, height: 900 } },
] as const;
const THEMES = ['dark', 'light'] as const;

const PAGES = [
  { hash: '#/', shows: /Top picks/ },
  { hash: '#/browse', shows: /films/ },
  { hash: '#/browse?q=qqxxzzq', shows: /Nothing found/ },
  { hash: '#/browse?genre=Horror&seen=hide', shows: /Horror/ },
  { hash: `#/movie/${ALIEN.id}`, shows: /The bars add up to/ },
  { hash: `#/movie/${KNOWN_BY_NAME.id}`, shows: /No prediction/ },
  { hash: '#/films', shows: /Erase everything/ },
  { hash: '#/films?list=watchlist', shows: /Your watchlist is empty/ },
  { hash: `#/map?movie=${HEAT.id}`, shows: /In the middle of the view/ },
  { hash: '#/model', shows: /How it was measured/ },
  { hash: '#/about', shows: /Running now/ },
  { hash: '#/nowhere', shows: /There is no page at this address/ },
] as const;

const RATINGS: Ratings = [
  [HEAT, 'five stars'],
  [TOY_STORY, 'one star'],
];

/** How far the page can be scrolled sideways, in CSS pixels. */
const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

for (const { name, viewport } of WINDOWS) {
  for (const colorScheme of THEMES) {
    test.describe(`on ${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

      test('every page meets WCAG 2.2 AA and fits its window', async ({ page }) => {
        test.slow();
        await rateAll(page, RATINGS);
        for (const { hash, shows } of PAGES) {
          await test.step(hash, async () => {
            await page.goto(`./${hash}`);
            await expect(page.getByRole('main')).toContainText(shows);
            expect.soft(await violations(page), hash).toEqual([]);
            expect.soft(await sidewaysScroll(page), `${hash} scrolls sideways`).toBe(0);
            await expect.soft(page.getByRole('heading', { level: 1 })).toHaveCount(1);
          });
        }
      });
    });
  }
}

test('a dialog meets WCAG 2.2 AA, keeps the focus and gives it back', async ({ page }) => {
  await page.goto('./#/films');
  const erase = page.getByRole('main').getByRole('button', { name: 'Erase', exact: true });
  await erase.click();
  const dialog = page.getByRole('dialog', { name: 'Erase everything?' });
  await expect(dialog).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(dialog.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(erase).toBeFocused();
});

/** Presses Tab until the focus is in the star control of a film; says how often. */
async function tabToRating(page: Page, film: string): Promise<number> {
  const group = page.getByRole('main').getByRole('group', { name: `Your rating of ${film}` });
  for (let presses = 1; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await group.locator(':focus').count()) > 0) return presses;
  }
  throw new Error(`No Tab leads to the rating of ${film}.`);
}

test('a film can be rated, rated anew and unrated with the keyboard alone', async ({ page }) => {
  await openFilm(page, HEAT);
  const main = page.getByRole('main');
  await tabToRating(page, HEAT.name);
  await expect(star(main, HEAT.name, 'no rating')).toBeFocused();

  await page.keyboard.press('ArrowRight');
  await expect(star(main, HEAT.name, 'half a star')).toBeChecked();
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('ArrowRight');
  await expect(star(main, HEAT.name, 'four stars')).toBeChecked();
  await expect(star(main, HEAT.name, 'four stars')).toBeFocused();
  await expect(page.getByText('Predicted for you')).toBeVisible();

  await page.keyboard.press('ArrowLeft');
  await expect(star(main, HEAT.name, 'three and a half stars')).toBeChecked();
  await expect(page.getByRole('status').filter({ hasText: 'Rated Heat' })).toBeVisible();

  for (let i = 0; i < 7; i += 1) await page.keyboard.press('ArrowLeft');
  await expect(star(main, HEAT.name, 'no rating')).toBeChecked();
  await expect(page.getByRole('status').filter({ hasText: 'Removed your rating' })).toBeVisible();
});

test('the first Tab offers to skip the navigation', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('a navigation moves the focus to the heading of the new page and names the document', async ({
  page,
}) => {
  await new ForYou(page).open();
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('About · Kinora');
  await expect(page.getByRole('link', { name: 'About', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

/** Counts movements that take time: animations by script and by style. */
async function countMovements(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = { movements: 0 };
    Object.assign(globalThis, { seen });
    const { animate } = Element.prototype;
    Element.prototype.animate = function (keyframes, options) {
      const duration = typeof options === 'object' ? Number(options.duration) : Number(options);
      if (duration > 1) seen.movements += 1;
      return animate.call(this, keyframes, options);
    };
    const count = ({ elapsedTime }: TransitionEvent | AnimationEvent) => {
      // A finished movement says how long it took, in seconds.
      if (elapsedTime > 0.001) seen.movements += 1;
    };
    addEventListener('transitionend', count, true);
    addEventListener('animationend', count, true);
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { seen: { movements: number } }).seen.movements);
}

for (const [reducedMotion, moves] of [
  ['no-preference', true],
  ['reduce', false],
] as const) {
  test(`with the preference "${reducedMotion}" shelves ${moves ? 'glide' : 'do not move'}`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    const movements = await countMovements(page);
    const forYou = new ForYou(page);
    await forYou.open();
    await forYou.rateStarter('five stars');
    await forYou.expectPersonal(1);
    await forYou.rateStarter('one star');
    await forYou.expectPersonal(2);
    if (moves) await expect.poll(movements).toBeGreaterThan(0);
    else expect(await movements()).toBe(0);
  });
}
