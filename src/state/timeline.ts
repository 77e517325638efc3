/** @file What the page writes on the browser's performance timeline; `npm run bench` reads it. */

/** From a rating given here to its recommendations on the page. */
export const RATING_MEASURE = 'rating-to-recommendations';
/** From the request for a pack to a recommender that answers. */
export const PACK_MEASURE = 'pack-load';
/** The first shelves are on the page. */
export const FIRST_SHELVES_MARK = 'first-shelves';
/** Every film of the catalogue is in the page's memory. */
export const CATALOGUE_MARK = 'catalogue-complete';

/** Sets a mark the first time only. */
export function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}
