/** @file A bounded number of the people of a fold, for studies that ask much of each of them. */
import { createRandom } from '../../models/dataset/random';
import type { HeldOutPerson } from '../../models/metrics/foldInProtocol';

/** People with targets, at most `count` of them, in an order that the seed gives. */
export function peopleSample(
  people: readonly HeldOutPerson[],
  count: number,
  seed: number,
): HeldOutPerson[] {
  const able = people.filter(({ targets }) => targets.size > 0);
  return createRandom(seed).shuffle(able).slice(0, count);
}
