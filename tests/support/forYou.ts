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
    await this.settled();
  }

  /** Waits for the personal shelves, and for their being about so many ratings. */
  async expectPersonal(ratings: number): Promise<void> {
    await expect(this.topPicks.getByRole('article').first()).toBeVisible();
    await expect(this.popular).toContainText('with your stars');
    const films = ratings === 1 ? '1 rating' : `${ratings} ratings`;
    await expect(this.#page.getByRole('main')).toContainText(
      new RegExp(`From ${films}, .*fine-tuned on this device in`),
    );
    // The sentence counts a rating at once; its shelves come later.
    await this.settled();
  }

  /** Waits until nothing on the page is being worked out: what is read then belongs together. */
  async settled(): Promise<void> {
    await expect(this.#page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** The personal shelf, once it is another one than `before`. */
  async topPicksAfter(before: readonly number[]): Promise<readonly number[]> {
    await expect
      .poll(async () => (await filmsIn(this.topPicks)).join(), OFTEN)
      .not.toBe(before.join());
    await this.settled();
    return filmsIn(this.topPicks);
  }

  /** Waits until a shelf is the one from before. */
  async expectSameFilms(shelf: Locator, before: readonly number[]): Promise<void> {
    await expect.poll(() => filmsIn(shelf), { ...OFTEN, timeout: 20_000 }).toEqual(before);
  }

  /** Rates the first film of the row of films to rate, and waits until another one takes its place. */
  async rateStarter(stars: StarsInWords): Promise<void> {
    // The row has no films yet while the model chooses its questions.
    await this.settled();
    const [film] = await filmsIn(this.starters);
    const link = this.#page.locator(`a[href$="#/movie/${film}"]`);
    const card = this.starters.getByRole('listitem').filter({ has: link });
    await card.getByRole('radio', { name: stars, exact: true }).click();
    await expect(card).toHaveCount(0);
  }
}
