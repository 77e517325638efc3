/** @file The first page: its headline, its row of films to rate, its shelves. */
import { expect, type Locator, type Page } from '@playwright/test';
import { filmsIn } from './films';
import type { StarsInWords } from './rating';

/** How often the page is looked at, in milliseconds; it answers within a few of these. */
const OFTEN = { intervals: [100] };

export class ForYou {
  readonly headline: Locator;
  /** The row of films to rate, under whichever title it has just now. */
  readonly starters: Locator;
  readonly topPicks: Locator;
  readonly popular: Locator;
  readonly topRated: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.headline = page.getByRole('heading', { level: 1 });
    this.starters = page.getByRole('region', { name: /^(Start here|A few more)$/ });
    this.topPicks = page.getByRole('region', { name: 'Top picks' });
    this.popular = page.getByRole('region', { name: 'Popular' });
    this.topRated = page.getByRole('region', { name: 'Top rated' });
  }

  async open(): Promise<void> {
    await this.#page.goto('./#/');
    await expect(this.topRated.getByRole('article').first()).toBeVisible();
  }

  /** What a first visit shows: nothing personal, and it says so. */
  async expectImpersonal(): Promise<void> {
    await expect(this.popular).toContainText('the same for everybody');
    await expect(this.topRated).toContainText('the same for everybody');
    await expect(this.topPicks).toBeHidden();
    await expect(this.headline).toContainText('Rate a few films you know');
  }

  /** Waits for the personal shelves, and for their being about so many ratings. */
  async expectPersonal(ratings: number): Promise<void> {
    await expect(this.topPicks.getByRole('article').first()).toBeVisible();
    await expect(this.popular).toContainText('with your stars');
    const films = ratings === 1 ? '1 rating' : `${ratings} ratings`;
    await expect(this.#page.getByRole('main')).toContainText(
      new RegExp(`From ${films}, .*fine-tuned on this device in`),
    );
  }

  /** The personal shelf, once it is another one than `before`. */
  async topPicksAfter(before: readonly number[]): Promise<readonly number[]> {
    await expect
      .poll(async () => (await filmsIn(this.topPicks)).join(), OFTEN)
      .not.toBe(before.join());
    return filmsIn(this.topPicks);
  }

  /** Rates the first film of the row of films to rate, and waits until another one takes its place. */
  async rateStarter(stars: StarsInWords): Promise<void> {
    const [before] = await filmsIn(this.starters);
    await this.starters
      .getByRole('listitem')
      .first()
      .getByRole('radio', { name: stars, exact: true })
      .click();
    await expect.poll(async () => (await filmsIn(this.starters))[0], OFTEN).not.toBe(before);
  }
}
