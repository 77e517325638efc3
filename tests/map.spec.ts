import type { Page } from '@playwright/test';
import { expect, hasPack, NO_PACK, test } from './fixtures';
import { storedFit } from './support/deviceStore';
import { filmsIn, GODFATHER, TOY_STORY, type Film } from './support/films';
import { star } from './support/rating';

test.skip(!hasPack, NO_PACK);
// Flights are tested by where they end.
test.use({ colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } });

const mapOf = (page: Page) => page.getByRole('application', { name: /^Map of [\d,]+ films$/ });
const middleOf = (page: Page) => page.getByRole('region', { name: 'In the middle of the view' });

/** Colours on the canvas: `#rrggbb` of every tenth pixel of every tenth row, each once. */
function coloursOf(page: Page): Promise<readonly string[]> {
  return mapOf(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      const colours = new Set<string>();
      for (let y = 0; context && y < canvas.height; y += 10) {
        const row = context.getImageData(0, y, canvas.width, 1).data;
        for (let x = 0; x < canvas.width; x += 10) {
          colours.add(row.slice(4 * x, 4 * x + 3).join());
        }
      }
      return [...colours];
    });
}

/** Whether the marker "You" lies in the middle: a disc of one colour, amber, and nothing on it. */
function isPersonInMiddle(page: Page): Promise<boolean> {
  return mapOf(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const [x, y, side] = [canvas.width >> 1, canvas.height >> 1, 7];
      const data = canvas.getContext('2d')?.getImageData(x - 3, y - 3, side, side).data ?? [];
      const colours = new Set<string>();
      for (let i = 0; i < data.length; i += 4) colours.add(data.slice(i, i + 3).join());
      // The legend shows the marker's colour.
      const probe = document.createElement('canvas').getContext('2d');
      if (probe === null) return false;
      probe.fillStyle = getComputedStyle(document.body).getPropertyValue('--amber');
      probe.fillRect(0, 0, 1, 1);
      const amber = probe.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
      return colours.size === 1 && colours.has(amber);
    });
}

async function findOnMap(page: Page, words: string, film: Film): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Find a film on the map' });
  await search.fill(words);
  const found = page.getByRole('list', { name: 'Films found' });
  await expect(found.getByRole('button').first()).toContainText(film.title);
  await search.press('Enter');
  await expect(page.getByRole('article', { name: film.title })).toBeVisible();
}

test('the map shows films, and a search goes to one of them', async ({ page }) => {
  await page.goto('./#/map');
  await expect.poll(async () => (await coloursOf(page)).length).toBeGreaterThan(50);
  const around = await filmsIn(middleOf(page));

  await findOnMap(page, 'godfater', GODFATHER);
  await expect.poll(() => filmsIn(middleOf(page))).toContain(GODFATHER.id);
  expect(around).not.toContain(GODFATHER.id);
  await expect(page).toHaveURL(new RegExp(`movie=${GODFATHER.id}`));

  await page.reload();
  await expect(page.getByRole('article', { name: GODFATHER.title })).toBeVisible();
  await expect.poll(() => filmsIn(middleOf(page))).toContain(GODFATHER.id);
});

test('keys move and zoom the map, and choose the film in the middle', async ({ page }) => {
  await page.goto('./#/map');
  await findOnMap(page, 'godfater', GODFATHER);
  const chosen = page.getByRole('article', { name: GODFATHER.title });
  await mapOf(page).focus();
  await page.keyboard.press('Escape');
  await expect(chosen).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(chosen).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`movie=${GODFATHER.id}$`));

  const before = await filmsIn(middleOf(page));
  for (const key of ['+', '+', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect.poll(() => filmsIn(middleOf(page))).not.toEqual(before);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(new RegExp(`movie=${GODFATHER.id}$`));
  await expect(page).toHaveURL(/movie=\d+$/);
});

test('the person appears on the map with the first rating and moves with the next', async ({
  page,
}) => {
  await page.goto('./#/map');
  await expect(page.getByText('You are not on the map yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Go to me/ })).toBeDisabled();

  await findOnMap(page, 'toy story', TOY_STORY);
  await star(page, TOY_STORY.name, 'five stars').click();
  const goToMe = page.getByRole('button', { name: 'Go to me', exact: true });
  await goToMe.click();
  await expect.poll(() => isPersonInMiddle(page)).toBe(true);
  const { place: first } = await storedFit(page, 1);
  expect(first).not.toBeNull();

  // The chosen film is far away by then, and does not hold the map.
  await findOnMap(page, 'godfather', GODFATHER);
  await goToMe.click();
  await expect.poll(() => isPersonInMiddle(page)).toBe(true);
  await star(page, GODFATHER.name, 'five stars').click();
  await expect.poll(() => isPersonInMiddle(page)).toBe(false);
  expect((await storedFit(page, 2)).place).not.toEqual(first);
  await goToMe.click();
  await expect.poll(() => isPersonInMiddle(page)).toBe(true);
});
