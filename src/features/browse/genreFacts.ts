/** @file What can be said about all films of a genre in a sentence. */
import { decadeLabel, decadeOf } from '../../domain/years';
import { counted } from '../../ui/units';

export interface GenreFacts {
  readonly count: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** First year of the decade that a third of the films or more are from, or null. */
  readonly mainDecade: number | null;
}

/** Parallel columns of the catalogue, a row a film. */
export interface FactColumns {
  /** 0 where unknown. */
  readonly year: ArrayLike<number>;
  /** Bit `g` is set when the film has `genreNames[g]`. */
  readonly genres: ArrayLike<number>;
  readonly genreNames: readonly string[];
}

const TELLING_SHARE = 1 / 3;

export function genreFacts(columns: FactColumns, genre: string): GenreFacts {
  const bit = columns.genreNames.indexOf(genre);
  const years: number[] = [];
  let count = 0;
  for (let row = 0; bit >= 0 && row < columns.year.length; row += 1) {
    if ((columns.genres[row] & (1 << bit)) === 0) continue;
    count += 1;
    if (columns.year[row] > 0) years.push(columns.year[row]);
  }
  years.sort((a, b) => a - b);
  return {
    count,
    firstYear: years.at(0) ?? null,
    lastYear: years.at(-1) ?? null,
    mainDecade: mainDecadeOf(years, count * TELLING_SHARE),
  };
}

/** `353 films from 1927 to 2014, most of all from the 1940s.` */
export function genreFactsInWords({ count, firstYear, lastYear, mainDecade }: GenreFacts): string {
  const films = counted(count, 'film');
  if (firstYear === null || lastYear === null) return `${films}.`;
  if (firstYear === lastYear) return `${films} from ${firstYear}.`;
  const span = `${films} from ${firstYear} to ${lastYear}`;
  return mainDecade === null
    ? `${span}.`
    : `${span}, most of all from the ${decadeLabel(mainDecade)}.`;
}

function mainDecadeOf(years: readonly number[], least: number): number | null {
  const counts = new Map<number, number>();
  for (const year of years) counts.set(decadeOf(year), (counts.get(decadeOf(year)) ?? 0) + 1);
  const main = [...counts].sort(([, a], [, b]) => b - a).at(0);
  return main !== undefined && main[1] >= least ? main[0] : null;
}
