import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationKl, genreDistribution, intraListDiversity } from '../metrics/beyondAccuracy';
import { createRandom } from '../dataset/random';
import { exampleBlock, exampleHistory } from '../testing/examples';
import { createBlock, type Block } from '../towers/block';
import { NEUTRAL_DIALS, type Dials } from './dials';
import { directionsOf, similarityOf } from './directions';
import { rerank, type RerankingFacts } from './rerank';

const MOVIES = 600;
const CANDIDATES = 400;
const LENGTH = 20;
/** Neighbours by index are alike, so that the first candidates are. */
const CLUSTER = 60;
const random = createRandom(5);
const space = { blocks: [clusteredBlock(12, 1), clusteredBlock(4, 2)], userDimensions: 16 };
const facts: RerankingFacts = {
  space,
  genres: Int32Array.from({ length: MOVIES }, (_, m) => 1 << (Math.floor(m / CLUSTER) % 5)),
  ratingCount: Int32Array.from({ length: MOVIES }, () => random.integer(1000)),
};
const history = exampleHistory(MOVIES, 30);
const candidates = Array.from({ length: CANDIDATES }, (_, rank) => ({
  movie: MOVIES - 1 - rank,
  score: 5 - rank / 100,
}));

function clusteredBlock(dimensions: number, seed: number): Block {
  const { embedding, loss } = exampleBlock(MOVIES, dimensions, seed);
  const rows = embedding.map((noise, at) => {
    const centre = Math.floor(at / dimensions / CLUSTER) * CLUSTER * dimensions + (at % dimensions);
    return embedding[centre] + noise / 2;
  });
  return createBlock('clustered', 1, loss, rows, dimensions);
}

const reordered = (dials: Partial<Dials>, places = 100): readonly { movie: number }[] =>
  rerank(candidates, facts, { dials: { ...NEUTRAL_DIALS, ...dials }, history, places });
const top = (dials: Partial<Dials>): number[] =>
  reordered(dials)
    .slice(0, LENGTH)
    .map(({ movie }) => movie);

describe('re-ranking', () => {
  it('with neutral dials is exactly the order given', () => {
    expect(reordered({})).toEqual(candidates);
    const ties = candidates.map(({ movie }) => ({ movie, score: 1 }));
    const options = { dials: NEUTRAL_DIALS, history, places: 10 };
    expect(rerank(ties, facts, options)).toEqual(ties);
  });

  it('keeps every candidate, once', () => {
    const dial = fc.double({ min: 0, max: 1, noNaN: true });
    const both = fc.double({ min: -1, max: 1, noNaN: true });
    const all = candidates.map(({ movie }) => movie).sort();
    fc.assert(
      fc.property(dial, dial, both, fc.integer({ min: 1, max: 30 }), (...dials) => {
        const [diversity, calibration, fame, places] = dials;
        const order = reordered({ diversity, calibration, popularity: fame }, places);
        expect(order.map(({ movie }) => movie).sort()).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it('fills the first places the same however many are asked for', () => {
    const dials = { diversity: 0.5, calibration: 0.5, popularity: 0.3 };
    expect(reordered(dials, 10).slice(0, 10)).toEqual(reordered(dials, 60).slice(0, 10));
  });

  it('does not depend on the unit of the scores', () => {
    const dials = { diversity: 0.5, calibration: 0.2, popularity: -0.3 };
    const options = { dials, history, places: 30 };
    const scaled = candidates.map(({ movie, score }) => ({ movie, score: 40 * score - 7 }));
    expect(rerank(scaled, facts, options).map(({ movie }) => movie)).toEqual(
      rerank(candidates, facts, options).map(({ movie }) => movie),
    );
  });

  it('gives nothing for no candidates, and the candidate for one', () => {
    const options = {
      dials: { diversity: 1, calibration: 1, popularity: 1 },
      history,
      places: 10,
    };
    expect(rerank([], facts, options)).toEqual([]);
    expect(rerank(candidates.slice(3, 4), facts, options)).toEqual(candidates.slice(3, 4));
  });

  it('is quick enough for a dial that moves', () => {
    const dials = { diversity: 0.5, calibration: 0.5, popularity: 0.5 };
    reordered(dials, 24);
    const started = performance.now();
    for (let i = 0; i < 10; i++) reordered(dials, 24);
    // A tenth of a second is what a person feels; the goal of 10 ms is measured, not tested here.
    expect((performance.now() - started) / 10).toBeLessThan(100);
  });
});

describe('a dial turned further', () => {
  const STEPS = [0, 0.1, 0.25, 0.5, 1];

  it('never makes a list less mainstream, the other way never more', () => {
    const fame = (dial: number): number =>
      top({ popularity: dial }).reduce((sum, m) => sum + Math.log1p(facts.ratingCount[m]), 0);
    for (const sign of [1, -1]) {
      const fames = STEPS.map((step) => sign * fame(sign * step));
      for (let i = 1; i < fames.length; i++) expect(fames[i]).toBeGreaterThanOrEqual(fames[i - 1]);
      expect(fames[fames.length - 1]).toBeGreaterThan(fames[0]);
    }
  });

  it.each(['mmr', 'dpp'] as const)('makes the list more varied by %s', (diversityMethod) => {
    const directions = directionsOf(
      space,
      Int32Array.from({ length: MOVIES }, (_, m) => m),
    );
    const variety = STEPS.map((diversity) => {
      const dials = { ...NEUTRAL_DIALS, diversity };
      const order = rerank(candidates, facts, { dials, diversityMethod, history, places: LENGTH });
      const list = order.slice(0, LENGTH).map(({ movie }) => movie);
      return intraListDiversity(list, (a, b) => 1 - similarityOf(directions, a, b));
    });
    for (let i = 1; i < variety.length; i++) {
      expect(variety[i]).toBeGreaterThan(variety[i - 1]);
    }
  });

  it('brings the genres nearer to those of the history', () => {
    const wanted = genreDistribution(facts.genres, history.movies, history.halfStars);
    const divergence = STEPS.map((calibration) =>
      calibrationKl(wanted, genreDistribution(facts.genres, top({ calibration }))),
    );
    for (let i = 1; i < divergence.length; i++) {
      expect(divergence[i]).toBeLessThanOrEqual(divergence[i - 1]);
    }
    expect(divergence[divergence.length - 1]).toBeLessThan(divergence[0] / 2);
  });
});
