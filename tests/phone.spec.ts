import type { Locator } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { HEAT, openFilm } from './support/films';
import { ForYou } from './support/forYou';
import { star } from './support/rating';

test.skip(!hasPack, NO_PACK);
test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Whether two elements share a point of the window. */
async function overlap(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (a === null || b === null) throw new Error('One of them is not on the page.');
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('a toast covers neither the stars that were tapped nor the pages, and takes back with a tap', async ({
  page,
}) => {
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const toast = page.getByRole('status').filter({ hasText: /^Rated/ });
  const undo = toast.getByRole('button', { name: 'Undo' });

  await test.step('on the page of a film', async () => {
    await openFilm(page, HEAT);
    const main = page.getByRole('main');
    const rating = main.getByRole('group', { name: `Your rating of ${HEAT.name}` });
    await star(main, HEAT.name, 'four stars').tap();
    await expect(undo).toBeInViewport({ ratio: 1 });
    expect(await overlap(toast, rating)).toBe(false);
    expect(await overlap(toast, pages)).toBe(false);
    await undo.tap();
    await expect(star(main, HEAT.name, 'no rating')).toBeChecked();
    await expect(undo).toBeHidden();
  });

  await test.step('in the row of films to rate', async () => {
    const forYou = new ForYou(page);
    await forYou.open();
    await forYou.settled();
    const first = forYou.starters.getByRole('listitem').first();
    await first.getByRole('radio', { name: 'two stars', exact: true }).tap();
    await expect(undo).toBeInViewport({ ratio: 1 });
    expect(await overlap(toast, first)).toBe(false);
  });
});

test('every page is at most two taps away, the settings and the model included', async ({
  page,
}) => {
  await openFilm(page, HEAT);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  for (const name of ['For you', 'Browse', 'Your films', 'Map', 'About']) {
    await pages.getByRole('link', { name, exact: true }).tap();
    await expect(page).toHaveTitle(name === 'For you' ? /Kinora/ : `${name} · Kinora`);
  }
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeInViewport();
  const model = page.getByRole('link', { name: 'How good the model is' });
  await expect(model).toBeInViewport({ ratio: 1 });
  await model.tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What it knows, and how well');
});
