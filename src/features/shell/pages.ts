/** @file The pages of the bar, in their order. */
import { BROWSE, FILMS, formatRoute, type RouteName } from '../../state/routes';
import type { NavigationItem } from '../../ui/navigation';

interface PageLink extends NavigationItem {
  readonly name: RouteName;
}

export const PAGE_LINKS: readonly PageLink[] = [
  { name: 'for-you', href: formatRoute({ name: 'for-you' }), label: 'For you', icon: 'star' },
  { name: 'browse', href: formatRoute(BROWSE), label: 'Browse', icon: 'search' },
  { name: 'films', href: formatRoute(FILMS), label: 'Your films', icon: 'film' },
  { name: 'map', href: formatRoute({ name: 'map' }), label: 'Map', icon: 'map' },
  {
    name: 'model',
    href: formatRoute({ name: 'model' }),
    label: 'Model',
    icon: 'chart',
    wideOnly: true,
  },
  { name: 'about', href: formatRoute({ name: 'about' }), label: 'About', icon: 'info' },
];

/** The `href` of the page that is shown; empty for a page that is not in the bar. */
export function currentLink(name: RouteName): string {
  return PAGE_LINKS.find((link) => link.name === name)?.href ?? '';
}
