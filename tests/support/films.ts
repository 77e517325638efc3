/** @file Films that the journeys are about, and how to find films on a page. */
import type { Locator, Page } from '@playwright/test';

export interface Film {
  readonly id: number;
  /** As the page names it: title and year. */
  readonly name: string;
}

export const GODFATHER: Film = { id: 858, name: 'The Godfather (1972)' };
export const AMELIE: Film = { id: 4973, name: 'Amelie (2001)' };
export const MATRIX: Film = { id: 2571, name: 'The Matrix (1999)' };
export const TOY_STORY: Film = { id: 1, name: 'Toy Story (1995)' };
export const ALIEN: Film = { id: 1214, name: 'Alien (1979)' };
export const BLADE_RUNNER: Film = { id: 541, name: 'Blade Runner (1982)' };
export const FARGO: Film = { id: 608, name: 'Fargo (1996)' };
export const CASABLANCA: Film = { id: 912, name: 'Casablanca (1942)' };
export const SPIRITED_AWAY: Film = { id: 5618, name: 'Spirited Away (2001)' };
export const HEAT: Film = { id: 6, name: 'Heat (1995)' };

/** In the second tier: the model knows nothing of it but its name. */
export const KNOWN_BY_NAME: Film = { id: 239444, name: 'Maximum Impact (1992)' };

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
