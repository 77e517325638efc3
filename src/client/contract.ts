/** @file The worker's contract as the page sees it: types only, so that nothing of it is bundled. */
export type * from '../../workers/recommender.api';
