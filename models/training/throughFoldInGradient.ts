/**
 * @file Loss and gradient of a batch of people: their fold-in, the scores of all movies, the masked
 * softmax, and the way back through all of it.
 */
import { dispose, matMul, tensor2d } from '@tensorflow/tfjs-core';
import type { Block } from '../towers/block';
import { knotWeights } from '../towers/curve';
import { bilinear, meanRow } from '../towers/gram';
import { itemTable, priorWeight, type TwoTowerSpace } from '../towers/space';
import type { CutHistory } from './cutHistory';
import {
  addToKnots,
  addToLogKnots,
  emptyCurves,
  gainOf,
  type SpaceCurves,
} from './throughFoldInCurves';
import {
  solveTower,
  solveTowerBackwards,
  type SolvedTower,
  type TowerGradient,
} from './throughFoldInSolve';
import { softmaxGradient } from './throughFoldInSoftmax';

export interface BatchGradient {
  readonly loss: number;
  readonly curves: SpaceCurves;
  /** `[M, D]` for each block; null where its embeddings stay as they are. */
  readonly embeddings: readonly (Float32Array | null)[];
}

/** A person's fold-in on the way forwards. */
interface FoldedPerson {
  readonly ratings: number;
  readonly gain: number;
  readonly towers: readonly ScaledTower[];
}

interface ScaledTower extends SolvedTower {
  /** `[D]` `C u` */
  readonly image: Float64Array;
  /** `σ(u)`; 0 for an empty history. */
  readonly deviation: number;
}

/** What is summed over the people of a batch for a block. */
interface BlockSums extends TowerGradient {
  /** `[D, D]` by `Cov(V)`, symmetric. */
  readonly covariance: Float64Array;
}

/**
 * Loss and gradient, means over the examples.
 *
 * @param space with the values of `curves`, and second moments that fit its embeddings
 * @param learns whether the embeddings of a block are learned
 */
export async function batchGradient(
  space: TwoTowerSpace,
  curves: SpaceCurves,
  examples: readonly CutHistory[],
  learns: (block: number) => boolean,
): Promise<BatchGradient> {
  const width = space.queryDimensions;
  const people = examples.map((example) => fold(space, curves, example));
  const queries = new Float32Array(examples.length * width);
  people.forEach((person, row) => {
    writeQuery(space, person, queries.subarray(row * width, (row + 1) * width));
  });
  const learnsAny = space.blocks.some((_, b) => learns(b));
  const scored = { examples, queries, items: itemTable(space), width };
  const slopes = await softmaxGradient(scored, learnsAny);
  const gradient = emptyCurves(space.blocks.length);
  const sums = space.blocks.map((block, b) => emptySums(block, learns(b)));
  people.forEach((person, row) => {
    const slope = slopes.queries.subarray(row * width, (row + 1) * width);
    foldBackwards(space, curves, examples[row], person, slope, gradient, sums);
  });
  let at = 0;
  const embeddings: (Float32Array | null)[] = [];
  for (const [b, block] of space.blocks.entries()) {
    if (slopes.items && sums[b].rows) {
      addColumns(sums[b].rows, slopes.items, block.dimensions, width, at);
      await addMoments(block, sums[b], sums[b].rows);
    }
    embeddings.push(sums[b].rows);
    at += block.dimensions;
  }
  return { loss: slopes.loss, curves: gradient, embeddings };
}

function fold(space: TwoTowerSpace, curves: SpaceCurves, { given }: CutHistory): FoldedPerson {
  const ratings = given.movies.length;
  const towers = space.blocks.map((block) => {
    const solved = solveTower(block, given);
    const image = imageOf(block.covariance, solved.user);
    const variance = bilinear(solved.user, block.covariance, solved.user, block.dimensions);
    return { ...solved, image, deviation: variance > 0 ? Math.sqrt(variance) : 0 };
  });
  return { ratings, gain: gainOf(curves, ratings), towers };
}

/** The query of `towers/space.ts`, times the gain. */
function writeQuery(space: TwoTowerSpace, person: FoldedPerson, query: Float32Array): void {
  let at = 0;
  person.towers.forEach(({ user, deviation }, b) => {
    const { weight, dimensions } = space.blocks[b];
    const scale = deviation > 0 ? (person.gain * weight) / deviation : 0;
    for (let i = 0; i < dimensions; i++) query[at + i] = scale * user[i];
    at += dimensions;
  });
  query[at] = person.gain * priorWeight(space.prior, person.ratings);
}

/** @param slope `[W]` by the query */
function foldBackwards(
  space: TwoTowerSpace,
  curves: SpaceCurves,
  { given }: CutHistory,
  { ratings, gain, towers }: FoldedPerson,
  slope: Float32Array,
  gradient: SpaceCurves,
  sums: readonly BlockSums[],
): void {
  const shares = knotWeights(ratings);
  const ofPrior = slope[space.userDimensions];
  addToKnots(gradient.prior, shares, gain * ofPrior);
  let ofGain = ofPrior * priorWeight(space.prior, ratings);
  let at = 0;
  space.blocks.forEach((block, b) => {
    const part = slope.subarray(at, at + block.dimensions);
    at += block.dimensions;
    const { deviation } = towers[b];
    if (deviation === 0) return;
    const along = dot(part, towers[b].user);
    const share = block.weight / deviation;
    ofGain += share * along;
    // The score depends on the ratio of the blocks alone, so the first keeps its weight.
    if (b > 0) gradient.towers[b].logWeight[0] += gain * share * along;
    const ofUser = slopeOfUser(block, towers[b], part, gain * share, along, sums[b]);
    const slopes = solveTowerBackwards(block, given, towers[b], ofUser, sums[b]);
    const ofTower = gradient.towers[b];
    const { logUnobserved, logRidge } = curves.towers[b];
    ofTower.targetSlope[0] += slopes.targetSlope;
    addToLogKnots(ofTower.logUnobserved, logUnobserved, shares, slopes.unobservedWeight);
    addToLogKnots(ofTower.logRidge, logRidge, shares, slopes.ridge);
  });
  addToLogKnots(gradient.logGain, curves.logGain, shares, ofGain);
}

/** `∂L/∂u` of `q = scale · u`, where `scale` goes with `1 / √(uᵀ C u)`. */
function slopeOfUser(
  { dimensions }: Block,
  { user, image, deviation }: ScaledTower,
  slope: Float32Array,
  scale: number,
  along: number,
  sums: BlockSums,
): Float64Array {
  const ofVariance = (scale * along) / (deviation * deviation);
  if (sums.rows) {
    for (let i = 0; i < dimensions; i++) {
      const scaled = (ofVariance / 2) * user[i];
      for (let j = 0; j < dimensions; j++) sums.covariance[i * dimensions + j] -= scaled * user[j];
    }
  }
  return user.map((_, i) => scale * slope[i] - ofVariance * image[i]);
}

function emptySums(block: Block, learns: boolean): BlockSums {
  return {
    rows: learns ? new Float32Array(block.embedding.length) : null,
    gram: new Float64Array(block.gram.length),
    covariance: new Float64Array(block.gram.length),
  };
}

/** Adds the columns of one block of `[M, W]` to `[M, D]`. */
function addColumns(
  rows: Float32Array,
  items: Float32Array,
  dimensions: number,
  width: number,
  at: number,
): void {
  for (let row = 0, from = at; row < rows.length; row += dimensions, from += width) {
    for (let i = 0; i < dimensions; i++) rows[row + i] += items[from + i];
  }
}

/** Adds what the embeddings do through `G = VᵀV` and `Cov(V) = G / M − μ μᵀ`. */
async function addMoments(
  { embedding, dimensions, movieCount }: Block,
  { gram, covariance }: BlockSums,
  rows: Float32Array,
): Promise<void> {
  const mixed = new Float32Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < dimensions; j++) {
      const at = i * dimensions + j;
      mixed[at] = gram[at] + gram[j * dimensions + i] + (2 * covariance[at]) / movieCount;
    }
  }
  const ofMean = imageOf(covariance, meanRow(embedding, dimensions));
  const table = tensor2d(embedding, [movieCount, dimensions]);
  const mixing = tensor2d(mixed, [dimensions, dimensions]);
  const moved = matMul(table, mixing);
  const values = await moved.data();
  dispose([table, mixing, moved]);
  for (let row = 0; row < rows.length; row += dimensions) {
    for (let i = 0; i < dimensions; i++) {
      rows[row + i] += values[row + i] - (2 * ofMean[i]) / movieCount;
    }
  }
}

/** `A x` for a full `[D, D]` matrix. */
function imageOf(matrix: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j];
    return sum;
  });
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
