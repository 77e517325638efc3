/**
 * @file Which page is shown. Links are plain `<a href={router.href(route)}>`; the router follows the
 * address, names the document, moves the focus to the new page's heading and keeps scroll positions.
 */
import { ScrollPositions, scrollWhenPossible } from './scroll';
import { formatRoute, pageKey, parseRoute, type Route, type RouteName } from './routes';

const APP_NAME = 'Kinora';

const TITLES: Readonly<Record<RouteName, string>> = {
  'for-you': 'For you',
  browse: 'Browse',
  movie: 'Film',
  films: 'Your films',
  map: 'Map',
  model: 'The model',
  about: 'About',
  'not-found': 'Page not found',
};

export class Router {
  /** The page to show, and its query. */
  route = $state.raw<Route>({ name: 'for-you' });
  /** Changes when another page is shown, and not when only the query changes. */
  readonly key = $derived(pageKey(this.route));

  readonly #window: Window;
  readonly #scrolls = new ScrollPositions();
  #entryId: string;
  #focusPending = false;
  #scrollTarget: number | null = null;
  #stopScrolling = () => {};

  constructor(target: Window) {
    this.#window = target;
    const { hash } = target.location;
    this.route = parseRoute(hash.startsWith('#/') ? hash : '');
    this.#entryId = this.#adoptEntry();
    this.#scrollTarget = scrollYOf(target.history.state);
    this.title = TITLES[this.route.name];
  }

  /** Begins to follow the address; the returned function stops it. */
  start(): () => void {
    const { history } = this.#window;
    history.scrollRestoration = 'manual';
    const onHashChange = () => this.#onHashChange();
    const onPageHide = () => this.#keepScroll();
    this.#window.addEventListener('hashchange', onHashChange);
    this.#window.addEventListener('pagehide', onPageHide);
    return () => {
      this.#window.removeEventListener('hashchange', onHashChange);
      this.#window.removeEventListener('pagehide', onPageHide);
      this.#stopScrolling();
    };
  }

  /** The `href` of a route. */
  href(route: Route): string {
    return formatRoute(route);
  }

  /** Goes to a route as a link would; `keepFocus` is for a field that is being typed in. */
  go(route: Route, { keepFocus = false } = {}): void {
    this.#rememberScroll();
    this.#entryId = newEntryId();
    this.#window.history.pushState({ entryId: this.#entryId }, '', formatRoute(route));
    this.#show(route, 0);
    if (keepFocus) this.#focusPending = false;
  }

  /** Changes the address in place: for query state, such as a search as it is typed. */
  replace(route: Route): void {
    this.#window.history.replaceState({ entryId: this.#entryId }, '', formatRoute(route));
    this.#show(route, null);
  }

  /** The document's title without the app's name. Each navigation sets the page's default. */
  set title(title: string) {
    this.#window.document.title = `${title} · ${APP_NAME}`;
  }

  /**
   * Attach to the main heading of every page: `<h1 {@attach router.heading}>`. After a navigation it
   * takes the focus, so that a screen reader reads where it is.
   */
  readonly heading = (node: HTMLElement): void => {
    node.tabIndex = -1;
    if (!this.#focusPending) return;
    this.#focusPending = false;
    node.focus({ preventScroll: true });
  };

  /** The app calls this when a page is on screen: restores its scroll position, or goes to the top. */
  pageShown(): void {
    if (this.#scrollTarget === null) return;
    this.#stopScrolling = scrollWhenPossible(this.#window, this.#scrollTarget);
    this.#scrollTarget = null;
  }

  #onHashChange(): void {
    const { hash } = this.#window.location;
    // `#main` and the like are places on the page that is shown.
    if (hash !== '' && !hash.startsWith('#/')) return;
    this.#rememberScroll();
    const isKnownEntry = entryIdOf(this.#window.history.state) !== null;
    this.#entryId = this.#adoptEntry();
    const position = isKnownEntry ? this.#scrolls.of(this.#entryId) : 0;
    this.#show(parseRoute(hash), position);
  }

  #show(route: Route, scrollTarget: number | null): void {
    const isOtherPage = pageKey(route) !== this.key;
    this.route = route;
    if (!isOtherPage) return;
    this.#stopScrolling();
    this.#focusPending = true;
    this.#scrollTarget = scrollTarget;
    this.title = TITLES[route.name];
  }

  /** The id of the current entry of the browser's history, which gets one if it has none. */
  #adoptEntry(): string {
    const { history } = this.#window;
    const known = entryIdOf(history.state);
    if (known !== null) return known;
    const entryId = newEntryId();
    history.replaceState({ entryId }, '');
    return entryId;
  }

  #rememberScroll(): void {
    this.#scrolls.remember(this.#entryId, this.#window.scrollY);
  }

  /** For a reload of the page, which the browser's history survives. */
  #keepScroll(): void {
    const { history, scrollY } = this.#window;
    history.replaceState({ entryId: this.#entryId, scrollY }, '');
  }
}

function newEntryId(): string {
  return Math.random().toString(36).slice(2);
}

function entryIdOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('entryId' in state)) return null;
  return typeof state.entryId === 'string' ? state.entryId : null;
}

function scrollYOf(state: unknown): number | null {
  if (typeof state !== 'object' || state === null || !('scrollY' in state)) return null;
  return typeof state.scrollY === 'number' ? state.scrollY : null;
}
