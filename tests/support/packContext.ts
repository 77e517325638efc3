/**
 * @file A pack that knows something of people besides their ratings: the one of a copied build, with the
 * context of made-up people, written by the pack command's own code.
 */
import { join } from 'node:path';
import { addContext } from '../../scripts/pack/addContext';
import { readPack } from '../../scripts/pack/readPack';

/** People of each gender, and the well-known films that they share out among themselves. */
const PEOPLE = 40;
const FILMS = 400;
const FIVE_STARS = 10;

/** Women like every other well-known film, men those between: no shelf suits both. */
export async function addGenders(siteFolder: string): Promise<void> {
  const folder = join(siteFolder, 'models', 'latest');
  const { catalogue } = await readPack(folder);
  const { movieId: movieIds, ratingCount } = catalogue;
  const byCount = Array.from(movieIds.keys()).sort((a, b) => ratingCount[b] - ratingCount[a]);
  const wellKnown = byCount.slice(0, FILMS);
  const genderOf = (user: number): 'F' | 'M' => (user % 2 === 0 ? 'F' : 'M');
  const rows = Array.from({ length: 2 * PEOPLE }, (_, user) =>
    wellKnown.filter((_film, place) => place % 2 === user % 2).sort((a, b) => a - b),
  );
  const movies = Int32Array.from(rows.flat());
  const interactions = {
    userCount: rows.length,
    movieCount: movieIds.length,
    offsets: Int32Array.from({ length: rows.length + 1 }, (_, user) => (user * FILMS) / 2),
    movies,
    halfStars: new Uint8Array(movies.length).fill(FIVE_STARS),
  };
  const users = rows.map((_, user) => ({
    userId: user + 1,
    gender: genderOf(user),
    age: null,
    occupation: null,
  }));
  await addContext(folder, { set: { interactions, movies: [], users }, movieIds });
}
