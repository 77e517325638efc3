/**
 * @file The addresses of the pages: hash routes, so that any static host and any base path will do. A
 * query holds what a person would share. Values that are the default are left out of the address.
 */

/** Orders that the catalogue knows by itself. */
export const CATALOGUE_SORTS = ['popularity', 'rating', 'year', 'title'] as const;
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

/** And those that need a search or the person's ratings. */
export const BROWSE_SORTS = ['match', 'predicted', ...CATALOGUE_SORTS] as const;
export type BrowseSort = (typeof BROWSE_SORTS)[number];

export const FILM_LISTS = ['rated', 'watchlist', 'hidden'] as const;
export type FilmList = (typeof FILM_LISTS)[number];

export const FILM_SORTS = ['date', 'rating', 'title'] as const;
export type FilmSort = (typeof FILM_SORTS)[number];

export type Route =
  /** `#/` */
  | { readonly name: 'for-you' }
  /** `#/browse?q=heat&genre=Crime&genre=Drama&from=1990&to=1999&seen=hide&sort=year` */
  | {
      readonly name: 'browse';
      readonly query: string;
      /** Any of them is enough; empty means all. */
      readonly genres: readonly string[];
      /** Years of release, inclusive; null leaves that end open. */
      readonly fromYear: number | null;
      readonly toYear: number | null;
      readonly hideSeen: boolean;
      /** Null lets the page choose: the best match of a search, else what most people rated. */
      readonly sort: BrowseSort | null;
    }
  /** `#/movie/318` */
  | { readonly name: 'movie'; readonly id: number }
  /** `#/films?list=watchlist&sort=rating` */
  | { readonly name: 'films'; readonly list: FilmList; readonly sort: FilmSort }
  /** `#/map?movie=318`; `movie` is the film that is chosen there. */
  | { readonly name: 'map'; readonly movie?: number }
  /** `#/model` */
  | { readonly name: 'model' }
  /** `#/about` */
  | { readonly name: 'about' }
  /** Anything else; `path` is what was asked for. */
  | { readonly name: 'not-found'; readonly path: string };

export type RouteName = Route['name'];

/** What the component of a page is given. */
export interface PageProps<Name extends RouteName> {
  readonly route: Extract<Route, { name: Name }>;
}

export const BROWSE: Extract<Route, { name: 'browse' }> = {
  name: 'browse',
  query: '',
  genres: [],
  fromYear: null,
  toYear: null,
  hideSeen: false,
  sort: null,
};

export const FILMS: Extract<Route, { name: 'films' }> = {
  name: 'films',
  list: 'rated',
  sort: 'date',
};

const HIDE = 'hide';
const YEAR = /^\d{4}$/;
const MOVIE_PATH = /^\/movie\/([1-9]\d{0,8})$/;
const MOVIE_ID = /^[1-9]\d{0,8}$/;

/** Reads a location's hash. An unknown path is `not-found`; an illegal query value is its default. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const values = new URLSearchParams(query);
  const movie = MOVIE_PATH.exec(path);
  if (movie) return { name: 'movie', id: Number(movie[1]) };
  switch (path) {
    case '':
    case '/':
      return { name: 'for-you' };
    case '/browse':
      return {
        name: 'browse',
        query: values.get('q') ?? '',
        genres: [...new Set(values.getAll('genre'))].filter((genre) => genre !== ''),
        fromYear: yearOf(values.get('from')),
        toYear: yearOf(values.get('to')),
        hideSeen: values.get('seen') === HIDE,
        sort: oneOf(BROWSE_SORTS, values.get('sort'), BROWSE.sort),
      };
    case '/films':
      return {
        name: 'films',
        list: oneOf(FILM_LISTS, values.get('list'), FILMS.list),
        sort: oneOf(FILM_SORTS, values.get('sort'), FILMS.sort),
      };
    case '/map':
      return mapOf(values.get('movie'));
    case '/model':
      return { name: 'model' };
    case '/about':
      return { name: 'about' };
    default:
      return { name: 'not-found', path };
  }
}

/** The hash of a route, with `#`: the value of an `href`. */
export function formatRoute(route: Route): string {
  switch (route.name) {
    case 'for-you':
      return '#/';
    case 'browse':
      return `#/browse${formatQuery([
        ['q', route.query],
        ...route.genres.map((genre): [string, string] => ['genre', genre]),
        ['from', String(route.fromYear ?? '')],
        ['to', String(route.toYear ?? '')],
        ['seen', route.hideSeen ? HIDE : ''],
        ['sort', route.sort ?? ''],
      ])}`;
    case 'movie':
      return `#/movie/${route.id}`;
    case 'films':
      return `#/films${formatQuery([
        ['list', route.list === FILMS.list ? '' : route.list],
        ['sort', route.sort === FILMS.sort ? '' : route.sort],
      ])}`;
    case 'map':
      return `#/map${formatQuery([['movie', String(route.movie ?? '')]])}`;
    case 'model':
      return '#/model';
    case 'about':
      return '#/about';
    case 'not-found':
      return `#${route.path}`;
  }
}

/** Two routes with the same key show the same page: only its query differs. */
export function pageKey(route: Route): string {
  if (route.name === 'movie') return `movie/${route.id}`;
  return route.name;
}

function formatQuery(pairs: readonly [string, string][]): string {
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}

function mapOf(movie: string | null): Route {
  return movie !== null && MOVIE_ID.test(movie)
    ? { name: 'map', movie: Number(movie) }
    : { name: 'map' };
}

function yearOf(text: string | null): number | null {
  return text !== null && YEAR.test(text) ? Number(text) : null;
}

function oneOf<T extends string, Default>(
  allowed: readonly T[],
  value: string | null,
  otherwise: Default,
): T | Default {
  return allowed.find((candidate) => candidate === value) ?? otherwise;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
