/**
 * @file Draws one user's ratings after the other: which movies, and how many half stars.
 *
 * A user draws movies without replacement with weight `popularity · σ(pull · u·v)`, so people with
 * alike taste vectors see alike movies; the same product moves the rating.
 */
import type { Random } from '../../../models/dataset/random';
import { AliasTable } from './aliasTable';
import { TASTE_DIMENSIONS, type MovieWorld } from './movieWorld';
import type { RatingWorld } from './ratingWorld';

/** How strongly taste decides what is watched. */
const PULL = 1.5;
/** Above this share of all movies most draws would repeat, so every movie gets a key instead. */
const RACE_SHARE = 0.01;
const PILOT_USERS = 400;
const PILOT_SIZE = 100;

/** One user's ratings, by movie row ascending; valid until the next draw. */
export interface DrawnHistory {
  /** `[H]` rows of the movies. */
  readonly rows: Int32Array;
  /** `[H]` */
  readonly halfStars: Uint8Array;
}

export class HistorySource {
  readonly #world: RatingWorld;
  readonly #movies: MovieWorld;
  readonly #random: Random;
  readonly #popularity: AliasTable;
  readonly #user = new Float32Array(TASTE_DIMENSIONS);
  readonly #drawnBy: Int32Array;
  /** Affinity at which the rating rises by half a star. */
  readonly #cuts: Float64Array;
  #users = 0;

  constructor(world: RatingWorld, movies: MovieWorld, random: Random) {
    this.#world = world;
    this.#movies = movies;
    this.#random = random;
    this.#popularity = new AliasTable(movies.weight);
    this.#drawnBy = new Int32Array(movies.movieId.length);
    this.#cuts = this.#fitCuts();
  }

  /** The ratings of a new user. */
  next(size: number): DrawnHistory {
    const { rows, affinities } = this.#drawUser(size);
    const halfStars = Uint8Array.from(affinities, (affinity) => {
      const level = this.#cuts.findIndex((cut) => affinity < cut);
      return level < 0 ? this.#cuts.length + 1 : level + 1;
    });
    return { rows, halfStars };
  }

  /** Cuts that give the wanted shares of ratings, from the quantiles of a pilot sample. */
  #fitCuts(): Float64Array {
    const size = Math.min(PILOT_SIZE, this.#movies.movieId.length);
    const pilot = new Float64Array(PILOT_USERS * size);
    for (let user = 0; user < PILOT_USERS; user++) {
      pilot.set(this.#drawUser(size).affinities, user * size);
    }
    pilot.sort();
    let below = 0;
    return Float64Array.from(this.#world.ratingShares.slice(0, -1), (share) => {
      below += share;
      return pilot[Math.floor(below * pilot.length)];
    });
  }

  #drawUser(size: number): { rows: Int32Array; affinities: Float64Array } {
    const { deviations } = this.#world;
    this.#users++;
    for (let i = 0; i < TASTE_DIMENSIONS; i++) this.#user[i] = this.#random.normal();
    const bias = deviations.user * this.#random.normal();
    const isLarge = size > RACE_SHARE * this.#movies.movieId.length;
    const rows = (isLarge ? this.#race(size) : this.#reject(size)).sort();
    const affinities = Float64Array.from(
      rows,
      (row) =>
        bias +
        this.#movies.quality[row] +
        deviations.taste * this.#tasteOf(row) +
        deviations.noise * this.#random.normal(),
    );
    return { rows, affinities };
  }

  /** Draws by popularity, keeps by taste, until there are enough different ones. */
  #reject(size: number): Int32Array {
    const rows = new Int32Array(size);
    let found = 0;
    while (found < size) {
      const row = this.#popularity.draw(this.#random);
      if (this.#drawnBy[row] === this.#users) continue;
      if (this.#random.next() >= this.#willingness(row)) continue;
      this.#drawnBy[row] = this.#users;
      rows[found++] = row;
    }
    return rows;
  }

  /** The same distribution in one pass: the first of exponential arrivals with these rates. */
  #race(size: number): Int32Array {
    const { weight } = this.#movies;
    const arrivals = weight.map(
      (rate, row) => -Math.log1p(-this.#random.next()) / (rate * this.#willingness(row)),
    );
    const last = arrivals.slice().sort()[size - 1];
    return Int32Array.from(arrivals.keys()).filter((row) => arrivals[row] <= last);
  }

  #willingness(row: number): number {
    return 1 / (1 + Math.exp(-PULL * this.#tasteOf(row)));
  }

  #tasteOf(row: number): number {
    const { taste } = this.#movies;
    const start = row * TASTE_DIMENSIONS;
    let dot = 0;
    for (let i = 0; i < TASTE_DIMENSIONS; i++) dot += taste[start + i] * this.#user[i];
    return dot;
  }
}
