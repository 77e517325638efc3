/** @file What the toast says after an action. */
import { halfStarsInWords } from '../domain/halfStars';

export const ACTION_MESSAGES = {
  rated: (title: string, halfStars: number) => `Rated ${title} ${halfStarsInWords(halfStars)}.`,
  unrated: (title: string) => `Removed your rating of ${title}.`,
  watchlisted: (title: string) => `Added ${title} to your watchlist.`,
  unwatchlisted: (title: string) => `Took ${title} off your watchlist.`,
  hidden: (title: string) => `${title} will not be recommended again.`,
  unhidden: (title: string) => `${title} may be recommended again.`,
  imported: (films: number) => `Imported ${films} ${films === 1 ? 'film' : 'films'}.`,
} as const;
