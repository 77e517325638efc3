import { expect, test } from 'vitest';
import { starters } from './starters';

let nextId = 1;
const film = (title: string, year: number, genre: string, ratingCount: number) => ({
  id: nextId++,
  title,
  year,
  genres: [genre],
  ratingCount,
});

test('the best known film comes first', () => {
  const films = [film('Heat', 1995, 'Crime', 400), film('Alien', 1979, 'Horror', 900)];
  expect(starters(films, 2).map(({ title }) => title)).toEqual(['Alien', 'Heat']);
});

test('films of one kind do not fill the row', () => {
  const nineties = Array.from({ length: 10 }, (_, i) =>
    film(`Crime film ${i}`, 1994, 'Crime', 900),
  );
  nineties.forEach((movie, i) => Object.assign(movie, { title: `${i} nights of crime` }));
  const others = [film('Alien', 1979, 'Horror', 700), film('Airplane', 1980, 'Comedy', 650)];
  const first = starters([...nineties, ...others], 4).map(({ title }) => title);
  expect(first).toContain('Alien');
  expect(first).toContain('Airplane');
});

test('a series is asked about once as long as there is anything else', () => {
  const films = [
    film('Star Wars: Episode IV', 1977, 'Sci-Fi', 1000),
    film('Star Wars: Episode V', 1980, 'Sci-Fi', 990),
    film('Paddington', 2014, 'Children', 50),
  ];
  expect(starters(films, 2).map(({ title }) => title)).toEqual([
    'Star Wars: Episode IV',
    'Paddington',
  ]);
});

test('there are never more than there are candidates, and none twice', () => {
  const films = Array.from({ length: 30 }, (_, i) => film(`${i} film`, 1950 + i, 'Drama', i));
  const all = starters(films, 100);
  expect(all).toHaveLength(30);
  expect(new Set(all).size).toBe(30);
});
