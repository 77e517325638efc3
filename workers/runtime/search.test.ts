import { describe, expect, it } from 'vitest';
import { CatalogueSearch } from './catalogueSearch';
import { yieldToMessages } from './macrotask';
import { TitleIndex, type SearchColumns } from './search';

/** id, title, second title, year, ratings */
type Film = readonly [number, string, string, number, number];

const FILMS: readonly Film[] = [
  [1, 'The Godfather', '', 1972, 190],
  [2, 'The Godfather: Part II', '', 1974, 120],
  [3, 'The Matrix', '', 1999, 270],
  [4, 'The Matrix Reloaded', '', 2003, 90],
  [5, 'Amelie', "Le fabuleux destin d'Amélie Poulain", 2001, 120],
  [6, 'Seven', 'Se7en', 1995, 200],
  [7, 'M', '', 1931, 30],
  [8, 'Memento', '', 2000, 160],
  [9, 'Minority Report', '', 2002, 120],
  [10, 'Heat', '', 1995, 100],
  [11, 'Heat', '', 1986, 1],
  [12, 'Caged Heat', '', 1974, 2],
  [13, "Schindler's List", '', 1993, 220],
  [14, 'WALL·E', '', 2008, 100],
  [15, 'Spider-Man', '', 2002, 120],
  [16, 'E.T. the Extra-Terrestrial', '', 1982, 120],
  [17, 'La La Land', '', 2016, 40],
  [18, 'Land of the Dead', '', 2005, 10],
  [19, 'Star Wars: Episode IV - A New Hope', '', 1977, 250],
  [20, 'Star Trek', '', 2009, 60],
  [21, 'A Star Is Born', '', 2018, 20],
  [22, '2001: A Space Odyssey', '', 1968, 110],
  [23, 'The Lord of the Rings: The Two Towers', '', 2002, 190],
  [24, 'Æon Flux', '', 2005, 15],
  [25, 'Léon: The Professional', 'Léon', 1994, 130],
  [26, 'La León', '', 2007, 0],
  [27, 'Die Hard', '', 1988, 140],
  [28, 'Hard Candy', '', 2005, 12],
];

function columnsOf(films: readonly Film[]): SearchColumns {
  return {
    movieId: Int32Array.from(films, ([id]) => id),
    title: films.map(([, title]) => title),
    alternateTitle: films.map(([, , alternate]) => alternate),
    year: Int16Array.from(films, ([, , , year]) => year),
    ratingCount: Int32Array.from(films, ([, , , , count]) => count),
  };
}

async function indexOf(films: readonly Film[] = FILMS): Promise<TitleIndex> {
  const index = new TitleIndex();
  await index.add(columnsOf(films), () => Promise.resolve(true));
  return index;
}

describe('title search', async () => {
  const index = await indexOf();

  it.each([
    ['a typo', 'godfater', 'The Godfather'],
    ['two typos in a long word', 'shindlers lisst', "Schindler's List"],
    ['an article in front', 'the matrix', 'The Matrix'],
    ['an article behind', 'matrix, the', 'The Matrix'],
    ['no article', 'matrix', 'The Matrix'],
    ['a missing accent', 'amelie', 'Amelie'],
    ['an accent that the title lacks', 'Amélie', 'Amelie'],
    ['a second title', 'fabuleux destin', 'Amelie'],
    ['a digit inside a word', 'se7en', 'Seven'],
    ['one letter', 'M', 'M'],
    ['one letter and a year', 'm 1931', 'M'],
    ['no apostrophe', 'schindlers list', "Schindler's List"],
    ['no hyphen', 'spiderman', 'Spider-Man'],
    ['no middle dot', 'walle', 'WALL·E'],
    ['no full stops', 'et', 'E.T. the Extra-Terrestrial'],
    ['an unfinished last word', 'the lord of the ri', 'The Lord of the Rings: The Two Towers'],
    ['a last word of one letter', 'star w', 'Star Wars: Episode IV - A New Hope'],
    ['words that are also articles', 'la la land', 'La La Land'],
    ['a number that looks like a year', '2001', '2001: A Space Odyssey'],
    ['a letter that is two letters', 'aeon flux', 'Æon Flux'],
    ['an article that is a word elsewhere', 'die hard', 'Die Hard'],
    ['a word that no title has', 'godfather xyzzy', 'The Godfather'],
  ])('finds a film by %s: %s', (_, query, title) => {
    const [best] = index.search(query, 5);
    expect(FILMS.find(([id]) => id === best)?.[1]).toBe(title);
  });

  it('tells films of one name apart by the year', () => {
    expect(index.search('heat 1986', 1)).toEqual([11]);
    expect(index.search('heat 1995', 1)).toEqual([10]);
  });

  it('puts the better known film of one name first', () => {
    expect(index.search('heat', 3)).toEqual([10, 11, 12]);
    expect(index.search('leon', 1)).toEqual([25]);
  });

  it('lists well known titles that begin with a single letter', () => {
    expect(index.search('m', 4)).toEqual([7, 3, 8, 9]);
  });

  it('gives no more than the limit, and nothing for a query without words', () => {
    expect(index.search('the', 2).length).toBeLessThanOrEqual(2);
    expect(index.search(' -?! ', 5)).toEqual([]);
    expect(index.search('', 5)).toEqual([]);
  });
});

describe('indexing in the background', () => {
  const many: readonly Film[] = Array.from({ length: 4_000 }, (_, i) => [
    i + 1,
    `Film number${i} of the year`,
    '',
    1900 + (i % 100),
    i,
  ]);

  it('gives way to other work again and again', async () => {
    const index = new TitleIndex();
    const sizes: number[] = [];
    await index.add(columnsOf(many), async () => {
      sizes.push(index.size);
      await yieldToMessages();
      return true;
    });
    expect(sizes[0]).toBe(0);
    expect(sizes.length).toBeGreaterThan(2);
    expect(index.size).toBe(many.length);
  });

  it('finds what is indexed so far, and says when that is everything', async () => {
    const search = new CatalogueSearch(() => Promise.resolve());
    await search.add(columnsOf(FILMS), false);
    expect(search.search('matrix', 1)).toEqual({ movieIds: [3], complete: false });
    const last = search.add(columnsOf([[900, 'Unrated Obscurity', '', 1920, 0]]), true);
    expect(search.search('obscurity', 1).complete).toBe(false);
    await last;
    expect(search.search('obscurity', 1)).toEqual({ movieIds: [900], complete: true });
  });

  it('waits while requests are running, and stops when another pack takes its place', async () => {
    let finishRequest = (): void => undefined;
    const busy = new Promise<void>((resolve) => {
      finishRequest = resolve;
    });
    const search = new CatalogueSearch(() => busy);
    const added = search.add(columnsOf(FILMS), true);
    for (let i = 0; i < 5; i++) await yieldToMessages();
    expect(search.search('matrix', 1).movieIds).toEqual([]);
    search.stop();
    finishRequest();
    await added;
    expect(search.search('matrix', 1)).toEqual({ movieIds: [], complete: false });
  });
});
