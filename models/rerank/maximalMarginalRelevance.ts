/** @file Maximal marginal relevance (Carbonell and Goldstein 1998): no movie too like a listed one. */
import { similarityOf, type Directions } from './directions';
import type { ListTerm } from './selectGreedily';

/** A candidate loses its similarity to the most similar listed movie; being unlike gains nothing. */
export class MaximalMarginalRelevance implements ListTerm {
  readonly weight: number;
  readonly gains: Float64Array;
  readonly #directions: Directions;

  constructor(directions: Directions, weight: number) {
    this.weight = weight;
    this.gains = new Float64Array(directions.count);
    this.#directions = directions;
  }

  choose(candidate: number): void {
    for (let other = 0; other < this.gains.length; other++) {
      const similarity = similarityOf(this.#directions, candidate, other);
      if (-similarity < this.gains[other]) this.gains[other] = -similarity;
    }
  }
}
