/** @file Training people who answer questions while a plan is made, and how good their lists are. */
import type { History, Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom, type Random } from '../dataset/random';
import { splitPerson } from '../metrics/foldInProtocol';
import type { HalfStars, MovieIndex } from '../shapes';
import { itemTable, queryOf, type TwoTowerSpace } from '../towers/space';
import { NextAnswer } from './questionsTrainingAnswer';

const LIST_LENGTH = 100;

/** Somebody's split into what they may answer and what is to be found. */
interface Split {
  readonly ratings: ReadonlyMap<MovieIndex, HalfStars>;
  /** Rows of the planning catalogue that a list may hold. */
  readonly allowed: Uint8Array;
  /** Rows of the targets. */
  readonly targets: readonly number[];
  readonly idealGain: number;
}

/** The rows that lists are made of, and how good a query's list is. */
export class PlanningCatalogue {
  readonly space: TwoTowerSpace;
  readonly rowOf = new Map<MovieIndex, number>();
  readonly #items: Float32Array;
  readonly #scores: Float32Array;

  constructor(space: TwoTowerSpace, movies: Int32Array) {
    const all = itemTable(space);
    const width = space.queryDimensions;
    this.space = space;
    this.#items = new Float32Array(movies.length * width);
    this.#scores = new Float32Array(movies.length);
    movies.forEach((movie, row) => {
      this.rowOf.set(movie, row);
      this.#items.set(all.subarray(movie * width, (movie + 1) * width), row * width);
    });
  }

  /** NDCG@100 of the list for a user embedding after so many ratings. */
  ndcg(user: Float32Array, ratings: number, { allowed, targets, idealGain }: Split): number {
    const query = queryOf(this.space, user, ratings);
    const width = query.length;
    for (let row = 0, at = 0; row < this.#scores.length; row++, at += width) {
      let score = 0;
      for (let i = 0; i < width; i++) score += query[i] * this.#items[at + i];
      this.#scores[row] = allowed[row] === 1 ? score : -Infinity;
    }
    let gain = 0;
    for (const target of targets) {
      let rank = 0;
      for (const score of this.#scores) if (score > this.#scores[target]) rank++;
      if (rank < LIST_LENGTH) gain += discount(rank);
    }
    return gain / idealGain;
  }
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 2);
}

/** A training person during an interview: 80 % of what they rated can be answered. */
export class Interviewee {
  ndcg: number;
  readonly #catalogue: PlanningCatalogue;
  readonly #split: Split;
  readonly #answers: MovieIndex[] = [];
  /** Of each block, for the answers so far; null until it is needed. */
  #solvers: readonly NextAnswer[] | null = null;

  constructor(catalogue: PlanningCatalogue, split: Split) {
    this.#catalogue = catalogue;
    this.#split = split;
    this.ndcg = catalogue.ndcg(new Float32Array(catalogue.space.userDimensions), 0, split);
  }

  knows(movie: MovieIndex): boolean {
    return this.#split.ratings.has(movie);
  }

  /** NDCG@100 with one more answer; the movie must be known. */
  ndcgAfter(movie: MovieIndex): number {
    const { space } = this.#catalogue;
    const halfStars = this.#split.ratings.get(movie) ?? 0;
    this.#solvers ??= this.#nextAnswers();
    const user = new Float32Array(space.userDimensions);
    let at = 0;
    this.#solvers.forEach((solver, b) => {
      user.set(solver.after(movie, halfStars), at);
      at += space.blocks[b].dimensions;
    });
    return this.#catalogue.ndcg(user, this.#answers.length + 1, this.#split);
  }

  answer(movie: MovieIndex): void {
    this.ndcg = this.ndcgAfter(movie);
    this.#answers.push(movie);
    this.#solvers = null;
  }

  #nextAnswers(): NextAnswer[] {
    const { ratings } = this.#split;
    const history: History = {
      movies: Int32Array.from(this.#answers),
      halfStars: this.#answers.map((movie) => ratings.get(movie) ?? 0),
    };
    return this.#catalogue.space.blocks.map((block) => new NextAnswer(block, history));
  }
}

/** Up to `count` people with targets in the catalogue, deterministic for a seed. */
export function drawInterviewees(
  interactions: Interactions,
  catalogue: PlanningCatalogue,
  count: number,
  seed: number,
): Interviewee[] {
  const random = createRandom(seed);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const drawn: Interviewee[] = [];
  for (const user of order) {
    if (drawn.length === count) break;
    const split = splitFor(historyOf(interactions, user), catalogue, random);
    if (split) drawn.push(new Interviewee(catalogue, split));
  }
  return drawn;
}

/** Null for somebody without targets in the planning catalogue. */
function splitFor(history: History, { rowOf }: PlanningCatalogue, random: Random): Split | null {
  const { pool, targets } = splitPerson(history, random);
  const rows = [...targets].flatMap((movie) => rowOf.get(movie) ?? []);
  if (rows.length === 0) return null;
  const ratings = new Map(Array.from(pool.movies, (movie, i) => [movie, pool.halfStars[i]]));
  const allowed = new Uint8Array(rowOf.size).fill(1);
  for (const movie of ratings.keys()) {
    const row = rowOf.get(movie);
    if (row !== undefined) allowed[row] = 0;
  }
  let idealGain = 0;
  for (let rank = 0; rank < Math.min(LIST_LENGTH, targets.size); rank++) {
    idealGain += discount(rank);
  }
  return { ratings, allowed, targets: rows, idealGain };
}
