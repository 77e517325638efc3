/**
 * @file Training through the fold-in: movie embeddings and curves are learned so that the exact
 * solution of a person's ratings finds what else that person likes.
 *
 * The user tower stays a ridge regression and so convex on the device; only what it regresses on is
 * learned by gradient (Bertinetto et al. 2019 call it differentiable closed-form solvers).
 */
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom, type Random } from '../dataset/random';
import type { TwoTowerSpace } from '../towers/space';
import { cutHistory, type CutHistory } from './cutHistory';
import { Adam } from './throughFoldInAdam';
import type { ThroughFoldInConfig } from './throughFoldInConfig';
import { curveArrays, curvesOf, spaceWith, type SpaceCurves } from './throughFoldInCurves';
import { batchGradient } from './throughFoldInGradient';

/** Share of the steps in which the embeddings' rate grows to its full size; the curves go first. */
const WARM_UP_SHARE = 0.05;

/** A space after some epochs. */
export interface TrainedEpoch {
  readonly epoch: number;
  /** Shares its embeddings with the training, which goes on changing them. */
  readonly space: TwoTowerSpace;
  /** Mean over the epoch. */
  readonly loss: number;
}

/**
 * Trains on all people of `interactions`, yielding after each epoch.
 *
 * @param start its embeddings are copied, not changed
 * @param learned names of the blocks whose embeddings are learned; of all others only the curves are
 */
export async function* trainThroughFoldIn(
  interactions: Interactions,
  start: TwoTowerSpace,
  learned: ReadonlySet<string>,
  config: ThroughFoldInConfig,
): AsyncGenerator<TrainedEpoch> {
  const trainer = new Trainer(interactions, start, learned, config);
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    const loss = await trainer.runEpoch();
    yield { epoch, space: trainer.space, loss };
  }
}

/**
 * Learns the curves of a space for its embeddings as they are: regulariser and weight of unrated
 * movies of each block, weights of the blocks, prior.
 *
 * @param interactions of people that the embeddings have not seen: for people that they were trained
 *   on, fewer ratings say more, and curves learned on them regularise too little
 */
export async function learnCurves(
  interactions: Interactions,
  space: TwoTowerSpace,
  config: ThroughFoldInConfig,
): Promise<TwoTowerSpace> {
  let learned = space;
  for await (const epoch of trainThroughFoldIn(interactions, space, new Set(), config)) {
    learned = epoch.space;
  }
  return learned;
}

class Trainer {
  readonly #interactions: Interactions;
  readonly #config: ThroughFoldInConfig;
  readonly #random: Random;
  readonly #learns: readonly boolean[];
  readonly #curves: SpaceCurves;
  readonly #ofCurves: Adam;
  /** One for each block; null where the embeddings stay as they are. */
  readonly #ofEmbeddings: readonly (Adam | null)[];
  readonly #steps: number;
  #step = 0;
  #space: TwoTowerSpace;

  constructor(
    interactions: Interactions,
    start: TwoTowerSpace,
    learned: ReadonlySet<string>,
    config: ThroughFoldInConfig,
  ) {
    this.#interactions = interactions;
    this.#config = config;
    this.#random = createRandom(config.seed);
    this.#learns = start.blocks.map(({ name }) => learned.has(name));
    const blocks = start.blocks.map((block, b) =>
      this.#learns[b] ? { ...block, embedding: block.embedding.slice() } : block,
    );
    this.#space = { ...start, blocks };
    this.#curves = curvesOf(start);
    this.#ofCurves = new Adam(curveArrays(this.#curves).map((values) => ({ values })));
    this.#ofEmbeddings = blocks.map(({ embedding, dimensions }, b) =>
      this.#learns[b]
        ? new Adam([{ values: embedding, scales: rowScales(embedding, dimensions) }])
        : null,
    );
    this.#steps = config.epochs * this.#stepsOfEpoch();
  }

  get space(): TwoTowerSpace {
    return this.#space;
  }

  /** One pass over the people in a random order; the mean loss. */
  async runEpoch(): Promise<number> {
    const { userCount } = this.#interactions;
    const order = this.#random.shuffle(Int32Array.from({ length: userCount }, (_, i) => i));
    const steps = this.#stepsOfEpoch();
    const size = Math.min(this.#config.batch, userCount);
    let total = 0;
    for (let s = 0; s < steps; s++) {
      const people = order.subarray(s * size, (s + 1) * size);
      total += await this.#learnFrom(Array.from(people, (person) => this.#draw(person)));
    }
    return total / steps;
  }

  #stepsOfEpoch(): number {
    return Math.max(1, Math.floor(this.#interactions.userCount / this.#config.batch));
  }

  #draw(person: number): CutHistory {
    const history = historyOf(this.#interactions, person);
    return cutHistory(history, this.#random, this.#config.relevantFrom);
  }

  async #learnFrom(examples: readonly CutHistory[]): Promise<number> {
    const learns = (block: number): boolean => this.#learns[block];
    const gradient = await batchGradient(this.#space, this.#curves, examples, learns);
    const progress = this.#step++ / this.#steps;
    const decay = (1 + Math.cos(Math.PI * progress)) / 2;
    this.#ofCurves.step(curveArrays(gradient.curves), decay * this.#config.curveRate);
    this.#ofEmbeddings.forEach((embeddings, b) => {
      const slopes = gradient.embeddings[b];
      if (!embeddings || !slopes) return;
      const warmth = Math.min(1, progress / WARM_UP_SHARE);
      embeddings.step([slopes], warmth * decay * this.#config.embeddingRate);
    });
    this.#space = spaceWith(this.#space, this.#curves, learns);
    return gradient.loss;
  }
}

/** `[M, D]` root mean square of each embedding, for each of its numbers. */
function rowScales(embedding: Float32Array, dimensions: number): Float32Array {
  const scales = new Float32Array(embedding.length);
  for (let row = 0; row < embedding.length; row += dimensions) {
    let sum = 0;
    for (let i = row; i < row + dimensions; i++) sum += embedding[i] * embedding[i];
    scales.fill(Math.sqrt(sum / dimensions), row, row + dimensions);
  }
  return scales;
}
