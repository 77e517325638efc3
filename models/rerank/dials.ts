/** @file What a person can turn about an order, apart from the ratings themselves. */

/** How variety is measured while a list is filled. */
export type DiversityMethod = 'mmr' | 'dpp';

/** All at 0 leave the ranker's order exactly as it is. */
export interface Dials {
  /** 0 the ranker's order, to 1 as varied as the candidates allow without leaving the taste. */
  readonly diversity: number;
  /** 0 the ranker's order, to 1 genres in the shares that they have in the history. */
  readonly calibration: number;
  /** −1 obscure, 0 the ranker's order, 1 mainstream. */
  readonly popularity: number;
}

export const NEUTRAL_DIALS: Dials = { diversity: 0, calibration: 0, popularity: 0 };
