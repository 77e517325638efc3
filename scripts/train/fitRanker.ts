/**
 * @file Cross-fitting of the ranker: it meets each person with the features of a model that has not
 * seen them, as it will meet every visitor.
 */
import type { Interactions } from '../../models/dataset/columns';
import { createRandom, type Random } from '../../models/dataset/random';
import type { FeatureSource } from '../../models/ranking/pairFeatures';
import type { NetworkWeights } from '../../models/ranking/network';
import type { TrainingConfig } from '../../models/training/config';
import { emptyLists, ListWriter, widthOf } from '../../models/training/rankerLists';
import { RankerTrainer } from '../../models/training/rankerTraining';

/** Added to the seed for the random choices of the ranker, so that they are streams of their own. */
const RANKER_SEED_OFFSET = 1;
const PARTS = 3;
/** Beyond so many people one part is enough: there are lists in plenty. */
const MOST_CROSS_FITTED = 24_000;
const MOST_LISTS_OF_A_PERSON = 20;

/** People to learn towers from, and people to learn the ranker from; user indices, ascending. */
export interface CrossFitPlan {
  readonly learners: Int32Array;
  readonly judged: Int32Array;
}

/** People, and the features of a model that has not seen them. */
export interface CrossFitPart {
  readonly people: Int32Array;
  readonly source: FeatureSource;
}

/**
 * Every person is judged once; of very many people, only as many as there shall be `lists`, and at most
 * half, so that enough are left to learn from.
 */
export function crossFitPlan(userCount: number, lists: number, random: Random): CrossFitPlan[] {
  const order = random.shuffle(Int32Array.from({ length: userCount }, (_, i) => i));
  if (userCount > MOST_CROSS_FITTED) {
    const split = Math.min(lists, Math.floor(userCount / 2));
    return [{ judged: order.slice(0, split).sort(), learners: order.slice(split).sort() }];
  }
  return Array.from({ length: PARTS }, (_, part) => ({
    judged: order.filter((_user, at) => at % PARTS === part).sort(),
    learners: order.filter((_user, at) => at % PARTS !== part).sort(),
  }));
}

/** Watch the work; what they throw stops it. */
export interface RankerEvents {
  /** After the lists of a part, and after each pass over all lists. */
  readonly onStep: (kind: 'lists' | 'pass', detail: string) => void;
  /** Awaited between two pieces of such a step, of which `share` is done. */
  readonly onShare: (kind: 'lists' | 'pass', share: number) => void | Promise<void>;
}

/** Trains the network on all parts. */
export async function fitRanker(
  interactions: Interactions,
  parts: readonly CrossFitPart[],
  { seed, ranker, relevantFrom }: TrainingConfig,
  { onStep, onShare }: RankerEvents,
): Promise<NetworkWeights> {
  const random = createRandom(seed + RANKER_SEED_OFFSET);
  const people = parts.reduce((total, part) => total + part.people.length, 0);
  const repeats = Math.min(MOST_LISTS_OF_A_PERSON, Math.max(1, Math.ceil(ranker.lists / people)));
  const lists = emptyLists(people * repeats, widthOf(parts[0].source));
  let first = 0;
  for (const part of parts) {
    const writer = new ListWriter(part.source, interactions, random, relevantFrom);
    const count = part.people.length;
    for (let repeat = 0; repeat < repeats; repeat++) {
      await writer.write(part.people, lists, first, (done) =>
        onShare('lists', (repeat + done / count) / repeats),
      );
      first += count;
    }
    onStep('lists', 'ranking lists');
  }
  const trainer = new RankerTrainer({ ...ranker, seed: seed + RANKER_SEED_OFFSET }, lists);
  try {
    for (let epoch = 1; epoch <= ranker.epochs; epoch++) {
      const rate = cosineShare(epoch, ranker.epochs);
      const loss = await trainer.epoch(lists, random, rate, (done) =>
        onShare('pass', done / lists.lists),
      );
      onStep('pass', `ranker loss ${loss.toFixed(4)}`);
    }
    return await trainer.weights();
  } finally {
    trainer.dispose();
  }
}

/** Learning rate of a pass, falling from 1 along half a cosine. */
function cosineShare(epoch: number, epochs: number): number {
  return 0.5 * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs));
}
