/** @file One movie as the page knows it. */

export interface Movie {
  /** MovieLens id. */
  readonly id: number;
  /** Article in front, no year: `The Matrix`. */
  readonly title: string;
  /** A second title, or the empty string. */
  readonly alternateTitle: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  /** `tt0133093`, or null. */
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  /** How many people of the training data rated it; 0 in the second tier. */
  readonly ratingCount: number;
  /** Their mean in stars; null where nobody did. */
  readonly ratingMean: number | null;
  /** Its place on the map, 0 to 1 in both directions; null in the second tier. */
  readonly place: { readonly x: number; readonly y: number } | null;
}
