/**
 * @file The sentence on top of "For you": what the person's own ratings and the picks show, or what to
 * do next. Everything in it can be counted in the ratings.
 */
import type { Movie } from '../../domain/movie';
import { decadeLabel } from '../../domain/years';
import { GENRE_NOUNS } from './genreNouns';
import {
  decadeCounts,
  genreSharesOf,
  strength,
  tasteOf,
  type GenreTaste,
  type RatedFilm,
  type Taste,
} from './taste';

/** Fewer ratings than this say nothing about a taste. */
export const LEAST_RATINGS = 5;

/** A genre named as liked has so many liked films at least. */
const LEAST_LIKED = 2;
/** Share of the liked films that a named decade has. */
const DECADE_SHARE = 0.55;
/** A genre is named as disliked when its mean is so many half stars below the person's mean. */
const DISLIKED_DEVIATION = -1.5;
const LEAST_DISLIKED_FILMS = 2;
/** A second genre is named when it stands out nearly as much as the first. */
const SECOND_GENRE_SHARE = 0.6;
/** Picks that are looked at: what is visible of the shelf. */
const PICKS_LOOKED_AT = 12;
/** Share of those picks that a genre needs to be named. */
const PICKS_GENRE_SHARE = 0.5;
/** The picks reach back when so many of them are older than every liked film. */
const LEAST_OLDER_PICKS = 2;

const INVITATION = 'Rate a few films you know. Every answer moves the shelves below.';
const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'] as const;

export interface HeadlineInput {
  readonly rated: readonly RatedFilm[];
  /** The top picks, best first. */
  readonly picks: readonly Pick<Movie, 'year' | 'genres'>[];
  /** Share of the well-known films that have a genre, 0 to 1. */
  readonly genreShares: ReadonlyMap<string, number>;
}

export function headline({ rated, picks, genreShares }: HeadlineInput): string {
  if (rated.length === 0) return INVITATION;
  if (rated.length < LEAST_RATINGS) return progress(rated.length);
  const taste = tasteOf(rated, genreShares);
  if (taste.liked.length < LEAST_LIKED) {
    return displeased(taste.liked.length, rated.length);
  }
  const favourites = favouriteGenres(taste);
  if (favourites.length === 0) return mixture(taste);
  const subject = sentenceCase(joined(favourites.map(nounOf)));
  const when = period(likedOf(taste, favourites));
  return `${subject}${when}${turn(taste, favourites, picks)}.`;
}

function progress(count: number): string {
  const missing = LEAST_RATINGS - count;
  const more = missing === 1 ? 'One more' : `${NUMBER_WORDS[missing]} more`;
  return `${NUMBER_WORDS[count]} rated. ${more}, and there is something to say about your taste.`;
}

function displeased(liked: number, rated: number): string {
  const pleased = liked === 0 ? 'None' : 'Only one';
  return `${pleased} of ${rated} films pleased you. The search goes on below.`;
}

function favouriteGenres({ genres }: Taste): GenreTaste[] {
  const candidates = genres.filter(
    (taste) => taste.liked >= LEAST_LIKED && taste.lift > 0 && taste.deviation >= 0,
  );
  const [first, second] = candidates;
  if (first === undefined) return [];
  const isClose = second !== undefined && strength(second) >= SECOND_GENRE_SHARE * strength(first);
  return isClose ? [first, second] : [first];
}

/** ` of the 1990s`, ` from the 1980s and 1990s`, ` from 1941 to 2019`, or nothing. */
function period(films: readonly RatedFilm[]): string {
  const movies = films.map(({ movie }) => movie);
  const years = movies.flatMap(({ year }) => year ?? []);
  if (years.length < LEAST_LIKED) return '';
  const decades = [...decadeCounts(movies)];
  const [decade, count] = decades.reduce((most, other) => (other[1] > most[1] ? other : most));
  if (count / years.length >= DECADE_SHARE) return ` of the ${decadeLabel(decade)}`;
  if (decades.length === 2) {
    const [[earlier], [later]] = decades;
    return ` of the ${decadeLabel(earlier)} and ${decadeLabel(later)}`;
  }
  return `, from ${Math.min(...years)} to ${Math.max(...years)}`;
}

/** The second half: what is liked less, or where the picks lead; empty where neither stands out. */
function turn(
  taste: Taste,
  favourites: readonly GenreTaste[],
  picks: HeadlineInput['picks'],
): string {
  const disliked = taste.genres
    .filter((genre) => genre.rated >= LEAST_DISLIKED_FILMS && !favourites.includes(genre))
    .filter((genre) => genre.deviation <= DISLIKED_DEVIATION)
    .sort((a, b) => a.deviation - b.deviation)[0];
  if (disliked) return `, and little patience for ${nounOf(disliked)}`;
  return leaning(favourites, picks) ?? reach(taste, picks) ?? '';
}

function leaning(
  favourites: readonly GenreTaste[],
  picks: HeadlineInput['picks'],
): string | undefined {
  const looked = picks.slice(0, PICKS_LOOKED_AT);
  const [most] = [...genreSharesOf(looked)]
    .filter(([genre]) => GENRE_NOUNS[genre] !== undefined)
    .filter(([genre]) => !favourites.some((favourite) => favourite.genre === genre))
    .sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] < PICKS_GENRE_SHARE) return undefined;
  return `, and picks that lean to ${GENRE_NOUNS[most[0]]}`;
}

function reach(taste: Taste, picks: HeadlineInput['picks']): string | undefined {
  const [earliestLiked] = decadeCounts(taste.liked.map(({ movie }) => movie)).keys();
  const picked = decadeCounts(picks.slice(0, PICKS_LOOKED_AT));
  const older = [...picked].filter(([decade]) => decade < earliestLiked);
  const count = older.reduce((sum, [, films]) => sum + films, 0);
  if (older.length === 0 || count < LEAST_OLDER_PICKS) return undefined;
  return `, and picks that reach back to the ${decadeLabel(older[0][0])}`;
}

/** No genre stands out: how wide the taste is, and what comes up most. */
function mixture({ liked, genres }: Taste): string {
  const years = liked.flatMap(({ movie }) => movie.year ?? []);
  const [most] = [...genres].sort((a, b) => b.liked - a.liked);
  const often = most === undefined ? '' : `, ${nounOf(most)} most often`;
  const span =
    years.length < LEAST_LIKED ? '' : ` from ${Math.min(...years)} to ${Math.max(...years)}`;
  return `Many kinds of film${span}${often}.`;
}

function likedOf({ liked }: Taste, favourites: readonly GenreTaste[]): readonly RatedFilm[] {
  return liked.filter(({ movie }) => favourites.some(({ genre }) => movie.genres.includes(genre)));
}

function nounOf({ genre }: GenreTaste): string {
  return GENRE_NOUNS[genre] ?? genre;
}

function joined(words: readonly string[]): string {
  return words.join(' and ');
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
