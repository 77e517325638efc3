/**
 * @file Genre calibration (Steck 2018): the list's genres in the shares of the person's history. Steck
 * adds up relevance and subtracts one divergence; here the divergence counts once for each listed
 * movie, so that mean relevance is traded for it at every length. Otherwise the first places bear the
 * whole cost, which is several times as high for the same divergence (docs/training.md).
 */
import { addGenres, divergenceOf, genresOf } from '../metrics/beyondAccuracy';
import type { ListTerm } from './selectGreedily';

/**
 * A candidate gains by how much it lowers the divergence of the list's genres from those wanted, times
 * the length of the list with it.
 */
export class GenreCalibration implements ListTerm {
  readonly weight: number;
  readonly gains: Float64Array;
  /** Genres of each candidate. */
  readonly #genres: readonly (readonly number[])[];
  readonly #masks: Int32Array;
  /** Share of each genre in the history. */
  readonly #wanted: Float64Array;
  /** Sum of the genre shares of the listed movies, and how many of them have a genre. */
  readonly #listed: Float64Array;
  #withGenre = 0;
  #length = 0;

  /**
   * @param masks `[N]` genres of the candidates
   * @param wanted from `genreDistribution`
   */
  constructor(masks: Int32Array, wanted: Float64Array, weight: number) {
    this.weight = weight;
    this.gains = new Float64Array(masks.length);
    this.#genres = Array.from(masks, genresOf);
    this.#masks = masks;
    this.#wanted = wanted;
    this.#listed = new Float64Array(wanted.length);
    this.#update();
  }

  choose(candidate: number): void {
    this.#length++;
    if (addGenres(this.#listed, this.#masks[candidate], 1)) this.#withGenre++;
    this.#update();
  }

  /** One more movie dilutes the shares of all genres alike, and then only its own genres differ. */
  #update(): void {
    const now = this.#terms(Math.max(1, this.#withGenre));
    const diluted = this.#terms(this.#withGenre + 1);
    const lost = sum(now) - sum(diluted);
    this.#genres.forEach((genres, candidate) => {
      let gain = genres.length > 0 ? lost : 0;
      for (const genre of genres) {
        const share = (this.#listed[genre] + 1 / genres.length) / (this.#withGenre + 1);
        gain += diluted[genre] - divergenceOf(this.#wanted[genre], share);
      }
      this.gains[candidate] = gain * (this.#length + 1);
    });
  }

  /** What each genre adds to the divergence of a list of `size` movies with the listed shares. */
  #terms(size: number): Float64Array {
    return this.#wanted.map((wanted, genre) => divergenceOf(wanted, this.#listed[genre] / size));
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
