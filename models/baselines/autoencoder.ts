/**
 * @file Mult-DAE (Liang et al. 2018): a denoising autoencoder of a history with one hidden layer and a
 * multinomial likelihood. It has no row for anybody, so it answers strangers as it answers training
 * people, and its score is a dot product of the hidden layer with a table of movies.
 */
// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  mul,
  sub,
  sum,
  tanh,
  tensor1d,
  tensor2d,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom, type Random } from '../dataset/random';
import { pauses } from '../training/pauses';
import { addRows, autoencoderTable, inputOf } from './autoencoderTable';
import { tableSystem } from './itemTable';
import { weightedLogSumExp } from './neural/logSumExp';
import { adam, type Optimizer } from './neural/optimizers';
import { glorot, lossAndSlopes, zeros, type Parameter } from './neural/parameters';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface AutoencoderSettings {
  readonly hiddenUnits: number;
  /** Learn and answer from likes alone, as published, or from everything rated. */
  readonly likedOnly: boolean;
  /** Share of a history that is hidden in training. */
  readonly dropout: number;
  readonly epochs: number;
  /** People in a batch. */
  readonly batchPeople: number;
  /** Adam's learning rate. */
  readonly rate: number;
  /** Weight of the squared kernels beside the mean loss of a person. */
  readonly decay: number;
}

/** The paper's, with fewer passes: these data have a twentieth of its people. */
export const AUTOENCODER: AutoencoderSettings = {
  hiddenUnits: 200,
  likedOnly: false,
  dropout: 0.5,
  epochs: 30,
  batchPeople: 100,
  rate: 0.001,
  decay: 2e-5,
};

const PARAMETERS = ['encoder', 'encoderBias', 'decoder', 'decoderBias'] as const;

/** Kernel into the hidden layer `[M, D]`, its bias `[D]`, kernel out of it `[M, D]`, its bias `[M]`. */
export type Autoencoder = Readonly<Record<(typeof PARAMETERS)[number], Parameter>>;

export function autoencoderRecipe(name: string, settings: AutoencoderSettings): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, { interactions }) => tableSystem(autoencoderTable(state, settings), interactions),
  };
}

async function train(
  { interactions }: TrainingSet,
  settings: AutoencoderSettings,
  { seed, signal, onStep }: TrainOptions,
): Promise<SystemState> {
  const random = createRandom(seed);
  const pause = pauses(signal);
  const people = peopleOf(interactions, settings.likedOnly);
  const { movieCount } = interactions;
  const model = {
    encoder: glorot(movieCount, settings.hiddenUnits, random),
    encoderBias: zeros(settings.hiddenUnits),
    decoder: glorot(movieCount, settings.hiddenUnits, random),
    decoderBias: zeros(movieCount),
  };
  const optimizer = adam(settings.rate);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const order = random.shuffle([...people]);
    for (let start = 0; start < order.length; start += settings.batchPeople) {
      await pause();
      const batch = order.slice(start, start + settings.batchPeople);
      await step(model, batch, settings, optimizer, random);
      const done = epoch * order.length + start;
      onStep?.(done, settings.epochs * order.length, `pass ${epoch + 1}`);
    }
  }
  return Object.fromEntries(Object.entries(model).map(([key, { values }]) => [key, values]));
}

/** Movies of each person with any. */
function peopleOf(interactions: Interactions, likedOnly: boolean): Int32Array[] {
  return Array.from({ length: interactions.userCount }, (_, user) =>
    inputOf(historyOf(interactions, user), likedOnly),
  ).filter(({ length }) => length > 0);
}

async function step(
  model: Autoencoder,
  batch: readonly Int32Array[],
  settings: AutoencoderSettings,
  optimizer: Optimizer,
  random: Random,
): Promise<void> {
  const shown = batch.map((movies) => movies.filter(() => random.next() >= settings.dropout));
  const slopes = await autoencoderSlopes(model, batch, shown, settings);
  optimizer.beginStep();
  for (const name of PARAMETERS) optimizer.update(model[name].values, slopes[name]);
}

/**
 * Gradient of the loss in each parameter.
 *
 * @param batch all movies of each person, who are asked for
 * @param shown those of them that the encoder reads
 */
export async function autoencoderSlopes(
  { encoder, encoderBias, decoder, decoderBias }: Autoencoder,
  batch: readonly Int32Array[],
  shown: readonly Int32Array[],
  { dropout, decay }: Pick<AutoencoderSettings, 'dropout' | 'decay'>,
): Promise<Record<keyof Autoencoder, Float32Array>> {
  const hiddenUnits = encoderBias.values.length;
  const scales = batch.map(({ length }) => 1 / Math.sqrt(length) / (1 - dropout));
  const inputs = new Float32Array(batch.length * hiddenUnits);
  const positives = new Float32Array(inputs.length);
  const row = (of: Float32Array, person: number): Float32Array =>
    of.subarray(person * hiddenUnits, (person + 1) * hiddenUnits);
  batch.forEach((movies, person) => {
    row(inputs, person).set(encoderBias.values);
    addRows(encoder.values, shown[person], scales[person], row(inputs, person));
    addRows(decoder.values, movies, 1, row(positives, person));
  });
  const loss = (all: readonly Tensor[]): Scalar => multinomialLoss(all, batch, positives);
  const hidden = { shape: [batch.length, hiddenUnits], values: inputs };
  const { slopes } = await lossAndSlopes(loss, [hidden, decoder, decoderBias]);
  const [ofInputs, ofDecoder, ofDecoderBias] = slopes;
  // What sparse rows contribute is added here: the loss holds the positives' rows constant.
  const ofEncoder = new Float32Array(encoder.values.length);
  const ofEncoderBias = new Float32Array(hiddenUnits);
  batch.forEach((movies, person) => {
    const slope = row(ofInputs, person);
    scatterRows(ofEncoder, shown[person], scales[person], slope);
    slope.forEach((value, i) => (ofEncoderBias[i] += value));
    scatterRows(ofDecoder, movies, -1 / batch.length, row(inputs, person).map(Math.tanh));
  });
  for (const [{ values }, slope] of [
    [encoder, ofEncoder],
    [decoder, ofDecoder],
  ] as const) {
    values.forEach((value, i) => (slope[i] += 2 * decay * value));
  }
  return {
    encoder: ofEncoder,
    encoderBias: ofEncoderBias,
    decoder: ofDecoder,
    decoderBias: ofDecoderBias,
  };
}

/**
 * Mean over the people of `n · log Σ exp(logits) − Σ logits of their movies`, in which the sum of the
 * decoder's rows over a person's movies is taken as a constant.
 */
function multinomialLoss(
  [inputs, decoder, decoderBias]: readonly Tensor[],
  batch: readonly Int32Array[],
  positives: Float32Array,
): Scalar {
  const hidden = tanh(inputs as Tensor2D);
  const counts = new Float32Array(decoderBias.size);
  for (const movies of batch) for (const movie of movies) counts[movie]++;
  const sizes = tensor1d(batch.map(({ length }) => length));
  const normalizer = weightedLogSumExp(hidden, decoder as Tensor2D, decoderBias as Tensor1D, sizes);
  const ofRows = sum(mul(hidden, tensor2d(positives, hidden.shape)));
  const ofBiases = sum(mul(decoderBias, tensor1d(counts)));
  return mul(sub(sub(normalizer, ofRows), ofBiases), 1 / batch.length);
}

/** Adds `scale · row` to the rows of `movies`. */
function scatterRows(
  table: Float32Array,
  movies: Int32Array,
  scale: number,
  row: Float32Array,
): void {
  for (const movie of movies) {
    const at = movie * row.length;
    for (let i = 0; i < row.length; i++) table[at + i] += scale * row[i];
  }
}
