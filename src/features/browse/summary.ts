/** @file How many films the list holds, and of what: the line above it, which is also read out. */
import { counted } from '../../ui/units';
import { searchedFor, yearsInWords, type BrowseRoute } from './criteria';

/** `38 films match “heat” in Crime or Drama, from the 1990s, not rated by you` */
export function summaryOf(count: number, route: BrowseRoute): string {
  const words = searchedFor(route);
  const years = yearsInWords(route);
  const verb = count === 1 ? 'matches' : 'match';
  const genres = route.genres.length === 0 ? '' : ` in ${route.genres.join(' or ')}`;
  const films = counted(count, 'film');
  return [
    words === '' ? `${films}${genres}` : `${films} ${verb} “${words}”${genres}`,
    years === null ? null : `from ${years}`,
    route.hideSeen ? 'not rated by you' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
