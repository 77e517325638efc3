/** @file Predicted stars, and how sure they are. */

/** What a person would give a film: the most likely stars, and where four in five ratings would lie. */
export interface Prediction {
  /** 0.5 to 5 */
  readonly stars: number;
  /** Ends of the 80 % interval, within 0.5 to 5. */
  readonly low: number;
  readonly high: number;
}

/** Half the width of an 80 % interval of the normal distribution, in standard deviations. */
const HALF_WIDTH_80 = 1.2816;
const LOWEST = 0.5;
const HIGHEST = 5;

/** @param deviation standard deviation of the stars that the person would give */
export function predictionOf(stars: number, deviation: number): Prediction {
  const within = (value: number) => Math.min(HIGHEST, Math.max(LOWEST, value));
  const half = HALF_WIDTH_80 * deviation;
  return { stars, low: within(stars - half), high: within(stars + half) };
}
