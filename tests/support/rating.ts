/** @file Rating films as a person does, with the star control. */
import { expect, type Locator, type Page } from '@playwright/test';
import { openFilm, type Film } from './films';

/** What the eleven radios of the control are called. */
export type StarsInWords =
  | 'no rating'
  | 'half a star'
  | 'one star'
  | 'one and a half stars'
  | 'two stars'
  | 'two and a half stars'
  | 'three stars'
  | 'three and a half stars'
  | 'four stars'
  | 'four and a half stars'
  | 'five stars';

export type Ratings = readonly (readonly [film: Film, stars: StarsInWords])[];

/** The radio of a film's star control. */
export function star(part: Page | Locator, film: string, stars: StarsInWords): Locator {
  return part
    .getByRole('group', { name: `Your rating of ${film}` })
    .getByRole('radio', { name: stars, exact: true })
    .first();
}

/** Rates a film on its own page, and waits until the page says so. */
export async function rateOnPage(page: Page, film: Film, stars: StarsInWords): Promise<void> {
  await openFilm(page, film);
  await star(page.getByRole('main'), film.name, stars).click();
  await expect(star(page.getByRole('main'), film.name, stars)).toBeChecked();
}

export async function rateAll(page: Page, ratings: Ratings): Promise<void> {
  for (const [film, stars] of ratings) await rateOnPage(page, film, stars);
}
