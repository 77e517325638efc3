/** @file One person's visit: opens the page, rates films with the real controls, reads the times. */
import type { Page } from '@playwright/test';

/** What the page writes on its timeline; see `src/state/timeline.ts`. */
const RATING_MEASURE = 'rating-to-recommendations';
const PACK_MEASURE = 'pack-load';
const FIRST_SHELVES_MARK = 'first-shelves';
const CATALOGUE_MARK = 'catalogue-complete';
const PATIENCE_MS = 60_000;
/** The second tier of the catalogue, which no recommendation needs. */
const SECOND_TIER = '**/more-movies-*.bin';
/** Half stars given in turn: a person with opinions. */
const GIVEN_HALF_STARS = [10, 8, 4, 9, 7, 2, 10, 6] as const;

/** From the empty cache to the first personal recommendation. */
export interface FirstVisit {
  /** From the navigation to the first shelf, pack loaded and verified. */
  readonly firstShelvesMs: number;
  /** Of these, downloading, verifying and decoding the pack and starting the backend. */
  readonly packLoadMs: number;
  readonly bytesToFirstPersonal: number;
  readonly backend: string;
}

/** The parts of one rating, in milliseconds. */
export interface RatingTiming {
  readonly totalMs: number;
  readonly fineTuneMs: number;
  readonly retrievalMs: number;
  readonly rankingMs: number;
  /** The backend that answered. */
  readonly backend: string;
}

/** Opens the site and rates the first film. The second tier waits until that is done. */
export async function firstVisit(
  page: Page,
  url: string,
  sentBytes: () => number,
): Promise<FirstVisit> {
  let release = (): void => undefined;
  const personal = new Promise<void>((resolve) => (release = resolve));
  await page.context().route(SECOND_TIER, async (route) => {
    await personal;
    await route.continue();
  });
  await page.goto(url);
  const { startTime: firstShelvesMs } = await entryOf(page, FIRST_SHELVES_MARK);
  const { duration: packLoadMs } = await entryOf(page, PACK_MEASURE);
  const { backend } = await rateNext(page, 0);
  const bytesToFirstPersonal = sentBytes();
  release();
  await entryOf(page, CATALOGUE_MARK);
  return { firstShelvesMs, packLoadMs, bytesToFirstPersonal, backend };
}

/** Rates films one after the other, each when the recommendations for the last one are shown. */
export async function rateMany(
  page: Page,
  count: number,
  onRated: (done: number) => void,
): Promise<RatingTiming[]> {
  const timings: RatingTiming[] = [];
  for (let done = 1; done <= count; done++) {
    timings.push(await rateNext(page, done));
    onRated(done);
  }
  return timings;
}

/** The first entry of that name on the page's timeline, once there is one. */
async function entryOf(
  page: Page,
  name: string,
): Promise<Pick<PerformanceEntry, 'startTime' | 'duration'>> {
  await page.waitForFunction((wanted) => performance.getEntriesByName(wanted).length > 0, name, {
    timeout: PATIENCE_MS,
  });
  return page.evaluate((wanted) => {
    const entry = performance.getEntriesByName(wanted)[0];
    return { startTime: entry.startTime, duration: entry.duration };
  }, name);
}

/** Rates the first film on the page that is not rated, and waits for the new recommendations. */
async function rateNext(page: Page, turn: number): Promise<RatingTiming> {
  const before = await page.evaluate(
    (name) => performance.getEntriesByName(name).length,
    RATING_MEASURE,
  );
  const halfStars = GIVEN_HALF_STARS[turn % GIVEN_HALF_STARS.length];
  const control = page
    .locator('main fieldset', { has: page.locator('input[value="none"]:checked') })
    .first();
  // A click of the element itself: cards glide while they make room, and are no steady target.
  await control
    .locator(`input[value="${halfStars}"]`)
    .evaluate((radio: HTMLInputElement) => radio.click());
  await page.waitForFunction(
    ([name, seen]) => performance.getEntriesByName(name).length > seen,
    [RATING_MEASURE, before] as const,
    { timeout: PATIENCE_MS },
  );
  return page.evaluate((name) => {
    const entry = performance.getEntriesByName(name).at(-1) as PerformanceMeasure;
    const { fineTuneMs, retrievalMs, rankingMs, backend } = entry.detail as RatingTiming;
    return { totalMs: entry.duration, fineTuneMs, retrievalMs, rankingMs, backend };
  }, RATING_MEASURE);
}
