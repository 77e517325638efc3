import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '../models/pack/modelCard';
import { expect, hasPack, NO_PACK, releaseTest as test } from './fixtures';
import { violations } from './support/axe';
import { ALIEN, GODFATHER, HEAT, openFilm, TOY_STORY } from './support/films';
import { rateAll } from './support/rating';

test.skip(!hasPack, NO_PACK);

const CARD_FILE = 'card-of-the-journey.bin';
const LIMIT = 'It has never sat in a cinema.';
const CARD: ModelCard = {
  cardVersion: 1,
  evaluations: [
    {
      command: 'npm run evaluate -- --datasets ml-latest',
      data: { name: 'ml-latest', ratings: 277_198, people: 2_552, movies: 14_166 },
      seed: 7,
      folds: 5,
      run: 5,
      resamples: 2000,
      systems: [
        { name: 'kinora', title: 'kinora' },
        { name: 'popularity', title: 'popularity' },
      ],
      sections: [
        {
          protocol: 'P2',
          levels: ['0', '10', 'all'],
          figures: [
            row('kinora', 'ndcg100', [0.21, 0.33, 0.41]),
            row('popularity', 'ndcg100', [0.2, 0.2, 0.2]),
            row('kinora', 'hitRate10', [0.4, 0.6, 0.71]),
          ],
          comparisons: [],
          breakdowns: [
            {
              group: 'age of the movie',
              metric: 'recall100',
              values: ['0 to 4 years'],
              counts: [40],
              rows: [{ system: 'kinora', means: [0.25] }],
            },
          ],
        },
      ],
    },
  ],
  crosses: {
    features: ['genres', 'period'],
    norms: [
      [
        [0.1, 0.9],
        [0.2, 0.3],
      ],
    ],
  },
  importance: {
    metric: 'ndcg100',
    people: 468,
    groups: [
      { group: 'period', loss: 0.0025, standardError: 0.002 },
      { group: 'genres', loss: 0.0122, standardError: 0.003 },
    ],
  },
  limits: [LIMIT],
};

function row(system: string, metric: string, values: readonly number[]) {
  return { system, metric, values, standardErrors: values.map(() => 0.01) };
}

interface PackManifest {
  readonly card?: string;
  readonly files: Readonly<Record<string, unknown>>;
}

/** Gives the pack of a copied build another card, or none. */
async function ship(siteFolder: string, card: ModelCard | null): Promise<void> {
  const folder = join(siteFolder, 'models', 'latest');
  const path = join(folder, 'manifest.json');
  const { card: old, files, ...rest } = JSON.parse(await readFile(path, 'utf8')) as PackManifest;
  const others = Object.fromEntries(Object.entries(files).filter(([name]) => name !== old));
  if (card === null) {
    await writeFile(path, JSON.stringify({ ...rest, files: others }));
    return;
  }
  const bytes = Buffer.from(JSON.stringify(card));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = { bytes: bytes.byteLength, sha256, tier: 'later', encoding: 'identity' };
  await writeFile(join(folder, CARD_FILE), bytes);
  const all = { ...others, [CARD_FILE]: entry };
  await writeFile(path, JSON.stringify({ ...rest, card: CARD_FILE, files: all }));
}

test('the model page tells the figures of the card that the pack ships', async ({
  page,
  siteFolder,
}) => {
  await ship(siteFolder, CARD);
  await page.goto('./#/about');
  await page
    .getByRole('main')
    .getByRole('link', { name: /the model card/ })
    .click();
  const main = page.getByRole('main');
  await expect(page).toHaveTitle(/The model/);
  await expect(main).toContainText('Seven in ten');
  await expect(main).toContainText(
    'At every number of ratings, Kinora’s list is the best of these',
  );
  const table = main.getByRole('table', { name: 'All ratings given, with 95 % intervals' });
  await expect(table.getByRole('row', { name: /Kinora/ })).toContainText('.410');
  await expect(main.getByRole('row', { name: /0 to 4 years/ })).toContainText('25');
  await expect(main).toContainText('Genres as a whole and period are multiplied most');
  const losses = main.getByRole('figure', { name: /says nothing/ }).getByRole('listitem');
  await expect(losses).toHaveText([/Genres as a whole\s*\.0122/, /Period\s*\.0025/]);
  await expect(main).toContainText('Means over 468 people whom the model has not seen');
  await expect(main.getByRole('region', { name: 'On this device' })).toContainText(
    'scored exactly',
  );
  await expect(main.getByRole('region', { name: 'What it cannot do' })).toContainText(LIMIT);
  expect(await violations(page)).toEqual([]);
});

test('a pack without a card claims nothing', async ({ page, siteFolder }) => {
  await ship(siteFolder, null);
  await page.goto('./#/model');
  const measured = page.getByRole('region', { name: 'How it was measured' });
  await expect(measured).toContainText('nothing is claimed');
  await expect(page.getByRole('region', { name: 'What it learned from' })).toContainText('Seed');
});

test('a film says what it would get, how sure that is, and why', async ({ page }) => {
  await rateAll(page, [
    [HEAT, 'five stars'],
    [ALIEN, 'four stars'],
    [TOY_STORY, 'one star'],
  ]);
  await openFilm(page, GODFATHER);
  const main = page.getByRole('main');
  await expect(main).toContainText(/most likely \d\.\d to \d\.\d/);
  const [low, high] = ((await main.textContent()) ?? '')
    .match(/most likely (\d\.\d) to (\d\.\d)/)
    ?.slice(1)
    .map(Number) ?? [0, 0];
  expect(low).toBeGreaterThanOrEqual(0.5);
  expect(high).toBeLessThanOrEqual(5);
  expect(low).toBeLessThan(high);

  const why = main.getByRole('region', { name: 'Why' });
  // The last rating is the last to arrive; until then the bars may change.
  const ratings = why.getByRole('list', { name: 'Your ratings, one by one' });
  await expect(ratings).toContainText(TOY_STORY.title);
  await expect(ratings).toContainText(HEAT.title);
  await expect(why.getByRole('list', { name: 'What else counts' })).toContainText(
    'How popular it is',
  );
  const { bars, text } = await why.evaluate((region) => ({
    bars: Array.from(region.querySelectorAll('li .value'), ({ textContent }) => textContent),
    text: region.textContent,
  }));
  const sum = bars.reduce((total, bar) => total + numberOf(bar), 0);
  const told = /add up to ([+−]?\d+\.\d\d)/.exec(text)?.[1] ?? '';
  // Each bar is rounded to hundredths.
  expect(Math.abs(sum - numberOf(told))).toBeLessThan(0.005 * (bars.length + 1));
});

/** Of `+0.31` or `−0.08`, with a true minus sign. */
function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}
