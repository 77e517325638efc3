/** @file Films that the journeys are about, and how to find films on a page. */
import type { Locator, Page } from '@playwright/test';

export interface Film {
  readonly id: number;
  readonly title: string;
  /** As cards and star controls name it: title and year. */
  readonly name: string;
}

export const GODFATHER = film(858, 'The Godfather', 1972);
export const AMELIE = film(4973, 'Amelie', 2001);
export const MATRIX = film(2571, 'The Matrix', 1999);
export const TOY_STORY = film(1, 'Toy Story', 1995);
export const ALIEN = film(1214, 'Alien', 1979);
export const BLADE_RUNNER = film(541, 'Blade Runner', 1982);
export const FARGO = film(608, 'Fargo', 1996);
export const CASABLANCA = film(912, 'Casablanca', 1942);
export const HEAT = film(6, 'Heat', 1995);

/** In the second tier: the model knows nothing of it but its name. */
export const KNOWN_BY_NAME = film(175823, 'Good Guys Go to Heaven, Bad Guys Go to Pattaya', 2016);

function film(id: number, title: string, year: number): Film {
  return { id, title, name: `${title} (${year})` };
}

/** Ids of the films that are linked in a part of a page, in order, each once. */
export async function filmsIn(part: Locator): Promise<readonly number[]> {
  const addresses = await part
    .locator('a[href*="#/movie/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(addresses.map((address) => Number(address.split('#/movie/')[1])))];
}

/** Opens a film's page: at once, where the app runs already. */
export async function openFilm(page: Page, { id, name }: Film): Promise<void> {
  await page.goto(`./#/movie/${id}`);
  await page.getByRole('group', { name: `Your rating of ${name}` }).waitFor();
}
