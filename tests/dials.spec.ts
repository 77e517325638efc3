import { expect, hasPack, NO_PACK, test } from './fixtures';
import { filmsIn } from './support/films';
import { ForYou } from './support/forYou';
import type { StarsInWords } from './support/rating';

test.skip(!hasPack, NO_PACK);

const FIVE: readonly StarsInWords[] = [
  'five stars',
  'two stars',
  'four stars',
  'one star',
  'three stars',
];

/** A phone of the narrowest kind. */
const NARROW = { width: 320, height: 640 };

test('a dial re-orders the top picks, stays turned at the next visit, and turns back', async ({
  page,
}) => {
  const forYou = new ForYou(page);
  const diversity = page.getByRole('slider', { name: 'Diversity' });
  const popularity = page.getByRole('slider', { name: 'Popularity' });
  const reset = page.getByRole('button', { name: 'Back to neutral' });

  await forYou.open();
  await expect(diversity).toBeHidden();
  for (const stars of FIVE) await forYou.rateStarter(stars);
  await forYou.expectPersonal(FIVE.length);
  await page.reload();
  await forYou.expectPersonal(FIVE.length);
  const neutral = await filmsIn(forYou.topPicks);
  await expect(diversity).toHaveValue('0');
  await expect(reset).toBeHidden();

  let turned = neutral;
  await test.step('each dial changes the list, which says so', async () => {
    await diversity.fill('1');
    turned = await forYou.topPicksAfter(neutral);
    await expect(forYou.topPicks).toContainText('Near your taste, further apart');
    await popularity.fill('-1');
    turned = await forYou.topPicksAfter(turned);
    await expect(forYou.topPicks).toContainText('further apart and less known');
    await expect(popularity).toHaveAttribute('aria-valuetext', '100 % more obscure');
  });

  await test.step('a reload finds the dials and the list as they were', async () => {
    await page.reload();
    await forYou.expectPersonal(FIVE.length);
    await expect(diversity).toHaveValue('1');
    await expect(popularity).toHaveValue('-1');
    await forYou.expectSameFilms(forYou.topPicks, turned);
  });

  await test.step('back to neutral the list is the one from before', async () => {
    await reset.click();
    await forYou.expectSameFilms(forYou.topPicks, neutral);
    await expect(reset).toBeHidden();
    await expect(diversity).toBeFocused();
  });

  await test.step('the keyboard turns a dial on a narrow phone, where all of it fits', async () => {
    await page.setViewportSize(NARROW);
    await diversity.press('End');
    await popularity.press('ArrowRight');
    await expect(diversity).toHaveValue('1');
    await expect(popularity).toHaveAttribute('aria-valuetext', '5 % more mainstream');
    await forYou.topPicksAfter(neutral);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
  });
});
