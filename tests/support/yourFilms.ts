/** @file The page "Your films": its list of ratings, and the data that goes out and comes in. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { star, type Ratings, type StarsInWords } from './rating';

export class YourFilms {
  readonly history: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.history = page.getByRole('list', { name: 'History' });
  }

  async open(): Promise<void> {
    await this.#page.goto('./#/films');
    await expect(this.#page.getByRole('heading', { name: 'Your films', level: 1 })).toBeVisible();
  }

  /** Waits until the list shows these ratings and no others. */
  async expectRatings(ratings: Ratings): Promise<void> {
    await expect(this.history.getByRole('listitem')).toHaveCount(ratings.length);
    for (const [{ title }, stars] of ratings) await this.expectRating(title, stars);
  }

  async expectRating(title: string, stars: StarsInWords): Promise<void> {
    await expect(star(this.history, title, stars)).toBeChecked();
  }

  /** Presses "Download" and reads the file. */
  async download(): Promise<{ readonly name: string; readonly text: string }> {
    const arriving = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Download' }).click();
    const download = await arriving;
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  }

  /** Presses "Choose a file" and chooses one of this content. */
  async choose(text: string): Promise<void> {
    const asking = this.#page.waitForEvent('filechooser');
    await this.#page.getByRole('button', { name: 'Choose a file' }).click();
    const chooser = await asking;
    const buffer = Buffer.from(text);
    await chooser.setFiles({ name: 'backup.json', mimeType: 'application/json', buffer });
  }

  /** Erases everything and leaves the dialog open that says so. */
  async erase(): Promise<void> {
    await this.open();
    await this.#page.getByRole('main').getByRole('button', { name: 'Erase', exact: true }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Erase everything' }).click();
    await expect(dialog.getByRole('heading', { name: 'Everything is erased' })).toBeVisible();
  }
}
